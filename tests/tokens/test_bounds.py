"""Bounds hold for every text, the estimate is good for texts that people write: against real counts."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from pydoc_data import topics

import pytest
import tiktoken
from hypothesis import given, settings
from hypothesis import strategies as st

from prefixlint.knowledge.encodings import encodings
from prefixlint.tokenizer import load
from prefixlint.tokens import ZERO, Size, size_of

TEXTS = {path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "texts").iterdir())}
ROOT = Path(__file__).parents[2]


def _encoding(name: str) -> tiktoken.Encoding:
    loaded = load(encodings()[name])
    assert loaded is not None, "litellm, which carries the rank files, is a test dependency"
    return loaded


ENCODINGS = {name: _encoding(name) for name in encodings()}

# Where pieces begin and end: letters of all kinds, digits, marks, signs, white space of all kinds, contractions.
EDGES = "aBzA'sStTlLdD 1290\t\n\r\x0b\x0c\x1c\x85\u2028\u3000\xa0/.!(_-<|>{}\"#*;:\u0301\u200d\ufe0f一é’ĸǅʰßſı²Ⅷ①١אАक\u093eの한\U0001f600\x01\x7f\ud800\udc00"


def assert_bounds(text: str) -> None:
    size = size_of(text)
    assert size.high is not None
    for encoding in ENCODINGS.values():
        assert size.low <= len(encoding.encode_ordinary(text)) <= size.high, (encoding.name, text)
    assert size.low <= size.estimate <= size.high


@settings(max_examples=1500, deadline=None)
@given(st.text(alphabet=EDGES, max_size=24))
def test_bounds_hold_at_the_edges_of_pieces(text: str) -> None:
    assert_bounds(text)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=80))
def test_bounds_hold_for_any_text(text: str) -> None:
    assert_bounds(text)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"\n\r\t /;.'", "  ", "//", "don't", "x1", "12345", "<|endoftext|>", "I'LL", "HTMLParser"])
    ).map("".join)
)
def test_bounds_hold_for_code(text: str) -> None:
    assert_bounds(text)


def various() -> list[str]:
    pages = [path.read_text("utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]
    modules = sorted(Path(sysconfig.get_path("stdlib")).glob("[a-z]*.py"))[:60]
    samples = sorted((ROOT / "tests" / "rules").rglob("*.py"))[:60]
    return [
        *TEXTS.values(), *pages, *topics.topics.values(), *(path.read_text("utf-8") for path in (*modules, *samples))
    ]  # fmt: skip


def test_bounds_hold_for_texts_of_all_kinds() -> None:
    for text in various():
        assert_bounds(text)
        for line in text.splitlines(keepends=True)[:40]:
            assert_bounds(line)


def error(text: str) -> float:
    return abs(size_of(text).estimate / len(ENCODINGS["o200k_base"].encode_ordinary(text)) - 1)


@pytest.mark.parametrize("paragraph", TEXTS["english"].split("\n\n"), ids=lambda text: text[:12])
def test_english_prose_is_estimated_within_a_tenth(paragraph: str) -> None:
    assert error(paragraph) < 0.10


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("german", 0.12), ("russian", 0.1), ("chinese", 0.12), ("japanese", 0.12), ("korean", 0.12), ("arabic", 0.1),
        ("hindi", 0.12), ("emoji", 0.1), ("table", 0.15), ("tools", 0.1), ("special", 0.3),
    ],
)  # fmt: skip
def test_other_texts_are_estimated_well(name: str, most: float) -> None:
    assert error(TEXTS[name]) < most


def test_pages_and_modules_are_estimated_well() -> None:
    texts = [text for text in various() if len(text) > 1000]
    errors = sorted(map(error, texts))
    assert errors[len(errors) // 2] < 0.05
    assert errors[len(errors) * 9 // 10] < 0.12


def test_what_looks_like_a_special_token_is_text() -> None:
    with pytest.raises(ValueError, match="special token"):
        tiktoken.Encoding("x", pat_str="x", mergeable_ranks={b"x": 0}, special_tokens={"<|x|>": 1}).encode("<|x|>")
    for encoding in ENCODINGS.values():
        assert len(encoding.encode_ordinary("<|endoftext|>")) > 3


def test_sizes_add_up() -> None:
    assert size_of("") == ZERO
    assert Size(1, 4, 2) + Size(1, None, 3) == Size(2, None, 5)
    assert Size(3, 3, 3).exact and not Size(3, 4, 3).exact
