"""What prefixlint says of a program without running it: the first segment that varies, the text in front of it, the findings.

Knows: prefixlint's requests and findings. Must not know: SDKs, what was really sent.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from harness.programs import CONVERSATION, NOTHING, Program
from prefixlint import lint, project
from prefixlint.callers import find
from prefixlint.config import Settings
from prefixlint.files import ProjectFiles
from prefixlint.finding import Finding
from prefixlint.flow.volatility import Volatility
from prefixlint.requests.model import BlockKind, Request, Segment
from prefixlint_rules import ALL

ANY = r"[\s\S]*?"
HEADER = (BlockKind.TOOLS, BlockKind.SCHEMA, BlockKind.SWITCH)  # their text is not compared, only whether it varies


@dataclass(frozen=True)
class Prediction:
    """What one request is said to be: `first` is the source of its first segment that varies between two processes, `header` whether
    that is in the tools, `prefix` a regular expression of the text in front of it, `unknown` the sources in it whose text is not known."""

    request: Request
    first: str
    header: bool
    prefix: str
    unknown: tuple[str, ...]
    static: int

    def __str__(self) -> str:
        rows = [
            f"{self.request.api} ({self.request.provider}), first: {self.first}{' in the tools' if self.header else ''}"
        ]
        for block in self.request.blocks:
            rows.append(f"  {block.kind.value} {block.role or ''}")
            for segment in block.segments:
                told = segment.taint
                what = f"{segment.text[:60]!r}" if segment.text is not None else f"{{{segment.source}}}"
                rows.append(f"    {told.level.name:<8} {told.confidence.name.lower():<8} {told.cause.value:<12} {what}")
        return "\n".join(rows)


def varies(segment: Segment) -> bool:
    """Whether two processes of one deployment send different bytes. Unknown is not volatile for rules, but what is unknown is no shared
    prefix either."""
    return segment.text is None and segment.taint.level > Volatility.DEPLOY


def predictions(program: Program) -> list[Prediction]:
    """The requests of a program that are sent, one for each place that sends: the one that is known best."""
    settings = Settings()
    best: dict[int, Prediction] = {}
    main = str(program.main)
    beside = program.main.parent.glob("*.py") if program.main.name == "main.py" else [program.main]
    sources = {str(path): path.read_bytes() for path in beside}
    loader = lint.loader_for(settings, find(sources, lint.tables(settings)))
    assert loader is not None
    unit = loader.main(main, sources[main])
    for request in lint.look(unit, settings, loader, ProjectFiles(main)).requests:
        if request.joined:
            one = predict(request)
            known = best.get(id(request.origin.node))
            if known is None or one.static > known.static:
                best[id(request.origin.node)] = one
    return list(best.values())


def predict(request: Request) -> Prediction:
    """Where a request begins to vary."""
    static = sum(len(segment.text or "") for _, segment in request.segments())
    for segment in (request.tools.order, request.tools.membership) if request.tools else ():
        if segment is not None and varies(segment):
            return Prediction(request, segment.source, True, "", (), static)
    flat = list(request.segments())
    for block, segment in flat:
        if block.kind in HEADER and varies(segment):
            return Prediction(request, segment.source, True, "", (), static)
    flat = [(block, segment) for block, segment in flat if block.kind not in HEADER]
    for index, (block, segment) in enumerate(flat):
        if varies(segment):
            before = [one for _, one in flat[:index] if not one.excludes(segment)]
            first = CONVERSATION if block.assumed else segment.source
            return Prediction(
                request, first, False, pattern(before, chosen=frozenset(segment.choices)), unknown(before), static
            )
    everything = [one for _, one in flat]
    return Prediction(request, NOTHING, False, pattern(everything), unknown(everything), static)


def unknown(segments: Sequence[Segment]) -> tuple[str, ...]:
    """The sources of what is the same everywhere, as prefixlint says, but whose text it does not know."""
    return tuple(segment.source for segment in segments if segment.text is None)


def pattern(segments: Sequence[Segment], depth: int = 0, chosen: frozenset[tuple[int, int]] = frozenset()) -> str:
    """A regular expression of a row of segments: choices as alternatives, repetitions as such, unknown text as anything. `chosen` are
    options that are certainly taken."""
    out: list[str] = []
    index = 0
    while index < len(segments):
        segment = segments[index]
        end = index + 1
        place = segment.choices[depth] if len(segment.choices) > depth else None
        if place is None:
            if segment.loops:
                while end < len(segments) and segments[end].loops == segment.loops:
                    end += 1
                out.append(f"(?:{''.join(_one(one) for one in segments[index:end])})*")
            else:
                out.append(_one(segment))
        else:
            options: dict[int, list[Segment]] = {}
            end = index
            while end < len(segments) and _choice(segments[end], depth) == place[0]:
                options.setdefault(segments[end].choices[depth][1], []).append(segments[end])
                end += 1
            written = [pattern(inner, depth + 1, chosen) for inner in options.values()]
            # An option without any text has no segment.
            out.append(written[0] if place in chosen else f"(?:{'|'.join([*written, ''])})")
        index = end
    return "".join(out)


def _choice(segment: Segment, depth: int) -> int | None:
    return segment.choices[depth][0] if len(segment.choices) > depth else None


def _one(segment: Segment) -> str:
    return re.escape(segment.text) if segment.text is not None else ANY


def findings(program: Program) -> list[tuple[str, Finding]]:
    """The findings in all files of a program as the command line reports them, each with the file's name inside the program,
    which is a project of its own: who else is in this repository has nothing to do with it."""
    with TemporaryDirectory(prefix="oracle-") as root:
        Path(root, "setup.cfg").touch()
        copy = Path(root, program.target.name)
        if program.target.is_dir():
            shutil.copytree(program.target, copy)
        else:
            shutil.copy(program.target, copy)
        run = project.run([str(copy)], ALL, {}, workers=1)
        folder = (copy if copy.is_dir() else copy.parent).resolve()
        return [(Path(one.place.path).resolve().relative_to(folder).as_posix(), one) for one in run.findings]
