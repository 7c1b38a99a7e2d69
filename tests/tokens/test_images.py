"""Images count by the tables of the providers, as far as the source says what is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from prefixlint import project
from prefixlint.knowledge.encodings import image_size
from prefixlint.tokens import UNKNOWN_SIZE, Size
from prefixlint_rules import ALL

PROGRAM = """\
from openai import OpenAI

client = OpenAI()


def ask(question):
    return client.chat.completions.create(
        model="{model}",
        messages=[
            {{
                "role": "user",
                "content": [
                    {{"type": "image_url", "image_url": {{"url": "https://example.com/a/long/address/map.png"{detail}}}}},
                    {{"type": "text", "text": question}},
                ],
            }}
        ],
    )
"""


@pytest.mark.parametrize(
    ("model", "detail", "size"),
    [
        ("gpt-4o", "low", Size(85, 85, 85)),
        ("gpt-4o", "high", Size(255, 1445, 765)),
        ("gpt-4o", "auto", Size(85, 1445, 765)),
        ("gpt-4o-mini-2024-07-18", "low", Size(2833, 2833, 2833)),
        ("gpt-5", "low", Size(70, 70, 70)),
        ("o3", "", Size(75, 1275, 675)),
        ("gpt-4.1-mini", "high", Size(1, 2489, 1659)),
        ("claude-sonnet-4-5", "auto", Size(1, 4784, 1568)),
        ("some-other-model", "low", UNKNOWN_SIZE),
        (None, "low", UNKNOWN_SIZE),
    ],
)
def test_the_tables(model: str | None, detail: str, size: Size) -> None:
    """Low detail is exact where tiles are counted; everything else lies between bounds."""
    assert image_size(model, detail) == size


@pytest.mark.parametrize(
    ("detail", "size"),
    [(', "detail": "low"', Size(85, 85, 85)), (', "detail": "high"', Size(255, 1445, 765)), ("", Size(85, 1445, 765))],
)
def test_an_image_in_a_request(tmp_path: Path, detail: str, size: Size) -> None:
    """It is the image that counts, not the text of its address."""
    (tmp_path / "app.py").write_text(PROGRAM.format(model="gpt-4o", detail=detail))
    run = project.run([str(tmp_path)], ALL, {}, 1, None, maps=True)
    (one,) = (one for one in run.maps if one.joined)
    assert next(part.size for _, part in one.parts()) == size
    assert one.prefix.low >= size.low
    assert one.prefix.high is not None
