"""The oracle: each program is executed in two processes with the real SDK, and what differs first on the wire must be what prefixlint
said without running it.

The processes differ in clock, hash seed, random numbers, user and question; a server on the loopback interface takes the requests. See
`harness/programs.py` for the marks of a program. `PREFIXLINT_ORACLE=openai` runs the programs of one SDK only.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import certifi
import pytest
from harness import predict, wire
from harness.child import LIMIT, environment
from harness.predict import Prediction
from harness.programs import CONVERSATION, NOTHING, PROGRAMS, Program, files_of, load, targets
from harness.wire import Difference

from prefixlint.finding import Severity

HERE = Path(__file__).parent
ONLY = os.environ.get("PREFIXLINT_ORACLE")
TARGETS = [target for target in targets() if ONLY in (None, target.parent.name)]
ALIKE = 24  # characters by which two values that differ may happen to begin alike (the first element of two orders of a set)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all test processes of this run share, with what the programs of all SDKs that are asked about sent. Whoever
    asks first runs them."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "oracle"
    shared.mkdir(exist_ok=True)
    try:
        (shared / "begun").touch(exist_ok=False)
    except FileExistsError:
        return shared
    parameters = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    try:
        targets = {
            one["target"] for one in parameters if isinstance(one.get("target"), Path)
        }  # others have such a parameter, too
        execute(sorted({target.parent.name for target in targets}), shared)
    finally:
        (shared / "ended").touch()  # whatever happens, nobody waits for it any longer
    return shared


def execute(sdks: list[str], shelf: Path) -> None:
    """Run the programs of SDKs in both worlds at once."""
    one_certificate = shelf / "certificate.pem"
    end = "-----END CERTIFICATE-----\n"
    one_certificate.write_text(certifi.contents().partition(end)[0] + end)
    running = []
    groups = [sdks] if hasattr(os, "fork") else [[sdk] for sdk in sdks]
    for group, world in product(groups, ("a", "b")):
        with (shelf / f"{group[0] if len(group) == 1 else 'all'}-{world}.log").open("wb") as said:
            command = [sys.executable, "-m", "harness.child", world, str(shelf), *group]
            # Nobody speaks TLS, but each client reads all certificates that it finds.
            environ = {**environment(world), "SSL_CERT_FILE": str(one_certificate)}
            running.append(
                subprocess.Popen(command, cwd=HERE, env=environ, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            )
    end = time.monotonic() + LIMIT * len(sdks)
    for process in running:
        try:
            process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


@cache
def recorded(sdk: str, shelf: Path) -> dict[str, dict[str, Any]]:
    """What the programs of an SDK sent in both worlds."""
    ended = shelf / "ended"
    files = {world: shelf / f"{sdk}-{world}.json" for world in ("a", "b")}
    while not ended.exists() and not all(file.exists() for file in files.values()):
        time.sleep(0.05)
    out = {}
    for world, file in files.items():
        logs = [log for log in (shelf / f"{sdk}-{world}.log", shelf / f"all-{world}.log") if log.exists()]
        said = "".join(log.read_text(encoding="utf-8", errors="replace")[-4000:] for log in logs)
        done = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        out[world] = {"programs": done, "said": said}
    return out


def sent(program: Program, shelf: Path) -> Difference:
    """The real difference between what a program sends in two worlds."""
    worlds = recorded(program.sdk, shelf)
    requests = []
    for world in ("a", "b"):
        found = worlds[world]["programs"].get(program.target.name)
        assert found is not None, f"did not run in world {world}:\n{worlds[world]['said']}"
        assert found["error"] is None, found["error"]
        requests.append(found["requests"])
    return wire.compare(*requests)


@cache
def program_at(target: Path) -> Program:
    """The program at `target`, read once."""
    return load(target)


def disagreement(real: Difference, said: Prediction, program: Program) -> str | None:
    """How a prediction differs from what happened; None if it does not."""
    first = program.first
    if not _same(said.first, first):
        return f"the first thing that varies is {first}, prefixlint says {said.first}"
    if set(said.unknown) != set(program.unknown):
        return f"unknown is {', '.join(program.unknown) or 'nothing'}, to prefixlint {', '.join(said.unknown) or 'nothing'}"
    if real.region is None:
        if said.first != NOTHING:
            return f"all is equal, prefixlint says that {said.first} varies"
        return None if re.fullmatch(said.prefix, real.shared) else "the text is another one"
    if said.first == NOTHING:
        return "the requests differ, prefixlint says that all is equal"
    if said.header != (real.region == wire.HEADER):
        return "tools and text are taken for each other"
    if said.header:
        return None
    ends = range(len(real.shared), max(-1, len(real.shared) - ALIKE - 1), -1)
    if any(re.fullmatch(said.prefix, real.shared[:end]) for end in ends):
        return None
    return "the text in front of the first difference is not what prefixlint says"


def _same(said: str, first: str) -> bool:
    """Whether two sources are one; prefixlint shortens long ones for its messages."""
    said, first = " ".join(said.split()), " ".join(first.split())
    return said == first or (said.endswith("...") and first.startswith(said[:-3]))


def ids(target: Path) -> str:
    return target.relative_to(PROGRAMS).as_posix().removesuffix(".py")


@pytest.mark.parametrize("target", TARGETS, ids=ids)
def test_the_first_difference_is_predicted(target: Path, shelf: Path) -> None:
    program = program_at(target)
    real = sent(program, shelf)
    assert (real.region is None) == (program.first == NOTHING), f"the program does not do what its comment says; {real}"
    said = predict.predictions(program)
    problems = [disagreement(real, one, program) for one in said] or ["prefixlint sees no request"]
    shown = "\n".join([f"really: {real}", *(f"{problem}\n{one}" for problem, one in zip(problems, said, strict=False))])
    if program.todo_first:
        _must(None not in problems, f"predicted now, so write it without `todo-`\n{shown}")
    else:
        _must(None in problems, shown)


@pytest.mark.parametrize("target", TARGETS, ids=ids)
def test_findings(target: Path) -> None:
    program = program_at(target)
    found = predict.findings(program)
    listed = "\n".join(f"{path}:{one.place.line} {one.code} {one.severity.name} {one.message}" for path, one in found)
    loud = {(path, one.place.line, one.code) for path, one in found if one.severity >= Severity.WARNING}
    quiet = {(path, one.place.line, one.code) for path, one in found if one.severity < Severity.WARNING}
    at = {kind: [mark for mark in program.marks if mark.kind == kind] for kind in ("expect", "todo-expect", "todo-ok")}
    missed = {(mark.path, mark.line, mark.code) for mark in at["todo-expect"]}
    notes = {(mark.path, mark.line, mark.code) for mark in at["expect"] if mark.severity == "note"}
    wanted = {(mark.path, mark.line, mark.code) for mark in [*at["expect"], *at["todo-ok"]]} - notes
    _must(not missed & loud, f"found now, so write it without `todo-`: {missed & loud}\n{listed}")
    _must(loud == wanted, f"missing {sorted(wanted - loud)}, too many {sorted(loud - wanted)}; reported:\n{listed}")
    _must(notes <= quiet, f"missing notes {sorted(notes - quiet)}; reported:\n{listed}")


def _must(kept: bool, message: str) -> None:
    """Fail with what a reader needs, and nothing of the test's own code."""
    if not kept:
        pytest.fail(message, pytrace=False)


def test_marks_point_into_the_programs() -> None:
    for target in TARGETS:
        program = program_at(target)
        source = "\n".join(path.read_text(encoding="utf-8") for path in files_of(target))
        body = "\n".join(line for line in source.splitlines() if "first: " not in line)
        assert program.first in (NOTHING, CONVERSATION) or program.first in body, (
            f"{target}: {program.first} is not in it"
        )


BODY = {
    "messages": [{"role": "user", "content": [{"type": "text", "text": "c"}, {"type": "text", "text": "d"}]}],
    "system": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}],
    "tools": [{"name": "t"}],
}


def test_a_body_is_read_in_wire_order() -> None:
    found = wire.parts({"path": "/v1/messages", "body": BODY})
    assert [part.text for part in found] == ['[{"name": "t"}]', "a", "b", "c", "d"]
    assert wire.text(found) == "abcd"


def test_the_first_difference_is_found() -> None:
    other = json.loads(json.dumps(BODY).replace('"c"', '"cX"'))
    requests = [[{"path": "/v1/messages", "body": body}] for body in (BODY, other)]
    assert wire.compare(*requests).region == wire.TEXT
    assert wire.compare(*requests).shared == "abc"
    assert wire.compare(requests[0], requests[0]).region is None
    tools = [{"path": "/v1/messages", "body": {**BODY, "tools": []}}]
    assert wire.compare(requests[0], tools).region == wire.HEADER


def test_wrong_predictions_are_noticed() -> None:
    program = program_at(PROGRAMS / "openai" / "clock_in_fstring.py")
    (said,) = predict.predictions(program)
    shared = "You are a clerk. It is "
    real = Difference(wire.TEXT, shared, (), ())
    assert disagreement(real, said, program) is None
    assert disagreement(Difference(wire.TEXT, shared + "2", (), ()), said, program) is None
    for wrong in (
        Difference(wire.TEXT, shared[:-1], (), ()),
        Difference(wire.TEXT, shared + "x" * (ALIKE + 1), (), ()),
        Difference(wire.TEXT, "Y" + shared[2:], (), ()),
        Difference(wire.HEADER, "", (), ()),
        Difference(None, shared, (), ()),
    ):
        assert disagreement(wrong, said, program) is not None, wrong
    for other in (
        replace(said, first="question"),
        replace(said, first=NOTHING),
        replace(said, header=True),
        replace(said, unknown=("user",)),
    ):
        assert disagreement(real, other, program) is not None, other


def test_good_and_bad_are_balanced() -> None:
    if ONLY is None:
        good = sum(program_at(target).nothing for target in TARGETS)
        assert len(TARGETS) >= 60
        assert 0.35 <= good / len(TARGETS) <= 0.65
