"""Marks of long texts: they say where two texts part, and are the same again behind an edit."""

import re

from hypothesis import given
from hypothesis import strategies as st

from prefixlint.lock import chunks

WORDS = st.lists(
    st.sampled_from(["a", "bb", "rule", "answer", "politely", "x" * 60, "日本語の文章"]), min_size=1, max_size=900
)
TEXTS = st.builds(
    lambda words, spaces: "".join(word + spaces[number % len(spaces)] for number, word in enumerate(words)),
    WORDS,
    st.lists(st.sampled_from([" ", "\n", "\n\n", "  "]), min_size=1, max_size=40),
)
LONG = "\n".join(
    f"{number}. " + " ".join(f"word{number * 7 + one}" for one in range(number % 23 + 3)) + "\n" * (number % 5 == 0)
    for number in range(300)
)


@given(TEXTS)
def test_pieces_make_the_text(text):
    pieces = list(chunks.pieces(text))
    assert "".join(pieces) == text
    assert all(pieces)


@given(TEXTS)
def test_marks_can_be_read_again(text):
    for piece in chunks.pieces(text):
        mark = chunks.mark("system", piece)
        assert chunks.parse(str(mark)) == mark
        assert chunks.common(piece, mark.steps) == len(piece)


@given(TEXTS, st.integers(0, 10_000))
def test_the_first_difference_is_near(text, at):
    at %= len(text)
    changed = text[:at] + "CHANGED" + text[at:]
    before = [chunks.mark("system", piece) for piece in chunks.pieces(text)]
    pieces = list(chunks.pieces(changed))
    same = 0
    while same < min(len(before), len(pieces)) and chunks.mark("system", pieces[same]).key == before[same].key:
        same += 1
    found = sum(map(len, pieces[:same]))
    found += chunks.common(pieces[same], before[same].steps) if same < len(before) else 0
    # A dozen words behind at most, or further on where two small digests happen to be the same.
    words = len(re.findall(r"\S{1,24}\s*|\s+", changed[min(found, at) : at]))
    assert words <= 2 * chunks.STEP


def test_behind_an_edit_the_marks_are_the_same_again():
    before = {chunks.mark("system", piece).key for piece in chunks.pieces(LONG)}
    after = {
        chunks.mark("system", piece).key for piece in chunks.pieces(LONG.replace("word700 ", "word700 and more words "))
    }
    assert len(before) > 20
    assert len(before - after) <= 3


def test_very_long_texts_have_few_marks():
    long = LONG * 60
    assert len(long.split()) > 200_000
    assert len(list(chunks.pieces(long))) < 700


def test_little_of_the_text_is_shown():
    shown = sum(len(chunks.mark("system", piece).shown) for piece in chunks.pieces(LONG))
    assert shown < len(LONG) / 10
    assert chunks.first_words("one two\nthree four five six") == "one two three four five"
    assert len(chunks.first_words("x" * 999)) == chunks.MAX_SHOWN


def test_what_is_no_mark():
    for line in ("", "system", "system 12345678", "system 1234567g - words", "sys tem 12345678 - words"):
        assert chunks.parse(line) is None
