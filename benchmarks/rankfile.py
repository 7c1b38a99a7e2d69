"""Measures that the rank file of a tokenizer costs nothing on runs that print no exact figure.

    python benchmarks/rankfile.py [--rounds N]

Checks a project without findings twice, with the rank files of this machine at hand and without counting; and one with a finding,
which is what a rank file costs where it is used. Ratios of processor time in one run, as in `run.py`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from run import check, measure, ratio

from prefixlint.knowledge.encodings import encodings
from prefixlint.tokenizer.files import find

FILES = 30
PROGRAM = """\
from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 90


def ask{number}(question: str):
    now = datetime.now()
    return client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {{"role": "system", "content": {system}}},
            {{"role": "user", "content": f"{{question}} ({{now}})"}},
        ],
    )
"""
STABLE, VOLATILE = "RULES", 'f"It is {now}. {RULES}"'


def lay_out(folder: Path, findings: int, tokenizer: str) -> Path:
    """A project of which so many files have a finding."""
    folder.mkdir()
    (folder / "pyproject.toml").write_text(f'[tool.prefixlint]\ntokenizer = "{tokenizer}"\n', "utf-8")
    for number in range(FILES):
        text = PROGRAM.format(number=number, system=VOLATILE if number < findings else STABLE)
        (folder / f"module{number}.py").write_text(text, "utf-8")
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what rank files cost.")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    if find(encodings()["o200k_base"]) is None:
        print("no rank file on this machine: see `prefixlint tokenizer`", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        commands = {
            "no findings, rank file at hand": check(lay_out(here / "clean", 0, "auto")),
            "no findings, without counting": check(lay_out(here / "estimated", 0, "estimate")),
            "a finding, counted": check(lay_out(here / "counted", 1, "auto")),
            "a finding, estimated": check(lay_out(here / "about", 1, "estimate")),
        }
        times = measure(commands, Path(__file__).parent, "", rounds)
    idle, without, counted, about = times.values()
    print(f"{'seconds':52}{'processor':>10}{'clock':>8}")
    for title, time in times.items():
        print(f"{title:52}{time.processor:>10.2f}{time.clock:>8.2f}")
    print(f"\n{'ratio':52}{'proc.':>8}{'clock':>8}{'target':>8}")
    print(ratio("no findings: rank file at hand / without counting", 1.05, idle, without))
    print(f"what the rank file costs where a figure is printed: {counted.processor - about.processor:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
