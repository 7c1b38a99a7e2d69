"""Measures how good the estimate of tokens is, against real counts, and how far the bounds are apart.

    python benchmarks/tokens.py [--encoding NAME]

The texts are those of the tests (`tests/tokens/texts`), the pages of `docs/`, the modules of this interpreter's standard
library and its language reference. Needs a rank file on this machine (`prefixlint tokenizer`).
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from pydoc_data import topics

from prefixlint.knowledge.encodings import encodings
from prefixlint.tokenizer import load
from prefixlint.tokens import size_of

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "tests" / "tokens" / "texts"
CUT = 4000  # characters of one sample
MODULES = 80


def samples() -> Iterator[tuple[str, list[str]]]:
    """Kinds of text with their samples."""
    for path in sorted(TEXTS.iterdir()):
        text = path.read_text("utf-8")
        yield f"{path.stem} (tests)", [text] if path.stem != "english" else text.split("\n\n")
    pages = sorted((ROOT / "docs").glob("*.md"))
    yield "Markdown (docs)", [path.read_text("utf-8")[:CUT] for path in pages]
    reference = [text for _, text in sorted(topics.topics.items()) if len(text) > 1000]
    yield "English with code (language reference)", [text[:CUT] for text in reference]
    modules = sorted(Path(sysconfig.get_path("stdlib")).glob("[a-z]*.py"))[:MODULES]
    yield "Python (standard library)", [path.read_text("utf-8")[:CUT] for path in modules]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the estimate of tokens.")
    parser.add_argument("--encoding", default="o200k_base", choices=sorted(encodings()))
    name = parser.parse_args().encoding
    loaded = load(encodings()[name])
    if loaded is None:
        print(f"no rank file of {name} on this machine: see `prefixlint tokenizer`", file=sys.stderr)
        return 2
    print(f"{name}, Python {platform.python_version()}\n")
    print("| text | samples | tokens | estimate of all | median error | worst tenth | low / count | high / count |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for kind, texts in samples():
        counts = [len(loaded.encode_ordinary(text)) for text in texts]
        sizes = [size_of(text) for text in texts]
        for size, count in zip(sizes, counts, strict=True):
            if size.high is None or not size.low <= count <= size.high:
                print(f"{kind}: a bound does not hold: {size}, counted {count}", file=sys.stderr)
                return 1
        total = sum(counts)
        errors = sorted(abs(size.estimate / count - 1) for size, count in zip(sizes, counts, strict=True))
        row = (
            f"{len(texts)}", f"{total:,}", f"{sum(size.estimate for size in sizes) / total - 1:+.1%}",
            f"{statistics.median(errors):.1%}", f"{errors[len(errors) * 9 // 10]:.1%}",
            f"{sum(size.low for size in sizes) / total:.2f}", f"{sum(size.high or 0 for size in sizes) / total:.1f}",
        )  # fmt: skip
        print(f"| {kind} | {' | '.join(row)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
