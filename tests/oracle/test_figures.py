"""Figures against an independent count: the tokens of the text that two real requests share, by the encoding itself.

Where all text in front of the first difference is known, the figure is within 2 % or 8 tokens of the count; the bounds hold always.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import tiktoken
from harness import predict, wire
from test_oracle import TARGETS, disagreement, ids, program_at, sent, shelf  # noqa: F401 - a fixture

from prefixlint.knowledge.encodings import encodings
from prefixlint.requests.loss import Gauge
from prefixlint.tokenizer import load

ALIKE = 8  # tokens: values that differ may begin alike, and a value takes part in the token in front of it


@cache
def encoding() -> tiktoken.Encoding:
    loaded = load(encodings()["o200k_base"])
    assert loaded is not None
    return loaded


@pytest.mark.parametrize("target", TARGETS, ids=ids)
def test_the_shared_prefix_is_counted(target: Path, shelf: Path) -> None:  # noqa: F811
    program = program_at(target)
    real = sent(program, shelf)
    if program.todo_first or real.region != wire.TEXT:
        return
    count = len(encoding().encode_ordinary(real.shared))
    right = [one for one in predict.predictions(program) if disagreement(real, one, program) is None]
    checked = 0
    for said in right:
        flat = list(said.request.segments())
        at = next(at for at, (block, one) in enumerate(flat) if not block.kind.header and predict.varies(one))
        in_header = sum(1 for block, _ in flat[:at] if block.kind.header)
        if in_header:
            continue  # the text of tools is not compared
        exact = Gauge(said.request, lambda text: len(encoding().encode_ordinary(text))).front(at)
        bounds = Gauge(said.request).front(at)
        checked += 1
        if exact.exact:
            assert abs(exact.estimate - count) <= max(ALIKE, count * 0.02), (exact, real.shared)
        assert bounds.low <= count + ALIKE, (bounds, real.shared)
        assert bounds.high is None or count <= bounds.high + ALIKE, (bounds, real.shared)
    assert checked or not right or any(block.kind.header for one in right for block in one.request.blocks)
