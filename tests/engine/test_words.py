"""Names that say something: the quick look says of no name that it says nothing when the tables know better."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefixlint.knowledge.load import knowledge
from prefixlint.knowledge.words import Words, words_of

KNOWLEDGE = knowledge()
TABLES = [KNOWLEDGE.names, *KNOWLEDGE._builders.values()]
PIECES = sorted(
    {one for words in TABLES for one in words.exact}
    | {
        one
        for words in TABLES
        for rows in (words.firsts, words.endings, words.beginnings, words.middles)
        for one, _ in rows
    }
    | set(keyword.kwlist)
)


def slowly(words: Words, name: str) -> object:
    """What the rows say, one after the other."""
    if name in words.exact:
        return words.exact[name]
    for rows, fits in (
        (words.firsts, str.startswith),
        (words.endings, str.endswith),
        (words.beginnings, str.startswith),
        (words.middles, str.__contains__),
    ):
        for affix, value in rows:
            if fits(name, affix):
                return value
    return None


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("_".join))
def test_the_quick_look_misses_nothing(name: str) -> None:
    word = name.strip("_").lower()
    for words in TABLES:
        assert words._find(word) == slowly(words, word)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("user_id", "exact"),
        ("theUser", "ending"),
        ("user_of_day", "beginning"),
        ("my_prompt_text", "middle"),
        ("x", None),
    ],
)
def test_where_a_word_stands(name: str, value: str | None) -> None:
    words = words_of(
        [
            ({"words": ["user_id"]}, "exact"),
            ({"endings": ["_user"]}, "ending"),
            ({"beginnings": ["user_"]}, "beginning"),
            ({"middles": ["prompt"]}, "middle"),
        ]
    )
    assert words.find(name) == value


def test_no_rows() -> None:
    assert words_of([]).find("anything") is None
