"""Lints every package of packages.toml completely and compares what is found with what people judged.

    python tests/corpus/run.py [--slowest N] [--judged-only] [PACKAGE ...]

Packages are downloaded with pip and unpacked, never installed or imported, into `.corpus/` (or `$PREFIXLINT_CORPUS_DIR`),
where each is a folder NAME-VERSION; a folder that is there is not downloaded again. Exit status 1: a crash, a time-out or
a package that could not be had; findings alone never fail the run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("PREFIXLINT_CORPUS_DIR") or HERE.parents[1] / ".corpus")
LIMIT = 600  # seconds for one package
CRASH = ("internal error", "crashed on this file")  # how PFX000 says that it is our fault, not the file's
VERDICTS = ("right", "wrong", "debatable")
LEVELS = ("error", "warning", "note")


@dataclass
class Package:
    """One row of packages.toml. `python` and `platform` make pip choose one and the same wheel on every machine."""

    name: str
    version: str
    kind: str
    sha256: str
    python: str = "3.12"
    platform: str = ""

    @property
    def folder(self) -> Path:
        return CACHE / f"{self.name}-{self.version}"


@dataclass
class Outcome:
    """What linting one package gave."""

    package: Package
    findings: list[dict[str, Any]] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)
    lines: int = 0
    seconds: float = 0.0
    failure: str = ""

    @property
    def crashes(self) -> list[dict[str, Any]]:
        return [finding for finding in self.unchecked if is_crash(finding)]

    @property
    def unchecked(self) -> list[dict[str, Any]]:
        return [finding for finding in self.findings if finding["code"] == "PFX000"]

    @property
    def real(self) -> list[dict[str, Any]]:
        return [finding for finding in self.findings if finding["code"] != "PFX000"]


@dataclass(frozen=True)
class Judgement:
    """What somebody who read the source said of one finding; `message` is how the finding's message begins."""

    package: str
    version: str
    path: str
    line: int
    code: str
    message: str
    verdict: str
    reason: str

    def fits(self, package: Package, finding: dict[str, Any]) -> bool:
        same = (self.package, self.version) == (package.name, package.version)
        place = (self.path, self.line, self.code) == (finding["path"], finding["line"], finding["code"])
        return same and place and finding["message"].startswith(self.message)


def is_crash(finding: dict[str, Any]) -> bool:
    return any(words in finding["message"] for words in CRASH)


def provide(package: Package) -> None:
    """Download and unpack `package` unless it is there. Raises `RuntimeError`."""
    if package.folder.is_dir():
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        folder = Path(name)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary=:all:", "--python-version", package.python]
        command += ["--platform", package.platform] if package.platform else []
        command += ["--dest", str(folder), f"{package.name}=={package.version}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = list(folder.glob("*.whl"))
        if done.returncode or len(wheels) != 1:
            lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
            raise RuntimeError(f"pip download failed: {lines[-1] if lines else 'no wheel'}")
        digest = hashlib.sha256(wheels[0].read_bytes()).hexdigest()
        if digest != package.sha256:
            raise RuntimeError(f"{wheels[0].name} has sha256 {digest}, expected {package.sha256}")
        unpacked = folder / "unpacked"
        with zipfile.ZipFile(wheels[0]) as archive:
            archive.extractall(unpacked)
        unpacked.rename(package.folder)


def lint(package: Package) -> Outcome:
    """Lint `package` with the installed command, in its own process, from inside its folder."""
    outcome = Outcome(package)
    command = [sys.executable, "-m", "prefixlint", "check", "--output-format", "json", "--exit-zero", "."]
    started = time.perf_counter()
    try:
        provide(package)
        outcome.lines = count_lines(package.folder)
        started = time.perf_counter()
        done = subprocess.run(command, cwd=package.folder, capture_output=True, timeout=LIMIT, check=False)
        report = json.loads(done.stdout)
        outcome.findings, outcome.summary = report["findings"], report["summary"]
        if b"Traceback" in done.stderr:
            outcome.failure = "traceback: " + done.stderr.decode(errors="replace").strip().splitlines()[-1]
    except RuntimeError as error:
        outcome.failure = str(error)
    except subprocess.TimeoutExpired:
        outcome.failure = f"no end after {LIMIT} s"
    except ValueError:
        outcome.failure = (
            f"no report, exit status {done.returncode}: {done.stderr.decode(errors='replace')[-300:].strip()}"
        )
    outcome.seconds = time.perf_counter() - started
    return outcome


def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py*") if path.suffix in (".py", ".pyi") and path.is_file())


def count_lines(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in python_files(folder))


def row(name: str, outcomes: Sequence[Outcome]) -> str:
    """A line of the table."""
    counts = Counter(finding["severity"] for outcome in outcomes for finding in outcome.real)
    figures = Counter(dict.fromkeys(("files", "files_parsed", "requests"), 0))
    for outcome in outcomes:
        figures.update({key: outcome.summary.get(key, 0) for key in figures})
    crashes = sum(len(outcome.crashes) for outcome in outcomes)
    unparsable = sum(len(outcome.unchecked) for outcome in outcomes) - crashes
    seconds = sum(outcome.seconds for outcome in outcomes)
    speed = sum(outcome.lines for outcome in outcomes) / seconds if seconds else 0
    cells = [figures["files"], figures["files_parsed"], figures["requests"], *(counts[level] for level in LEVELS)]
    cells += [crashes, unparsable]
    return f"{name:28}" + "".join(f"{cell:>9}" for cell in cells) + f"{seconds:>9.1f}{speed:>10.0f}"


HEAD = f"{'package':28}" + "".join(
    f"{word:>{width}}"
    for word, width in zip(
        ("files", "parsed", "requests", "errors", "warnings", "notes", "crashes", "unread.", "seconds", "lines/s"),
        (9, 9, 9, 9, 9, 9, 9, 9, 9, 10),
        strict=True,
    )
)


def by_code(outcomes: Iterable[Outcome]) -> str:
    """A table of codes and severities."""
    counts = Counter((finding["code"], finding["severity"]) for outcome in outcomes for finding in outcome.real)
    lines = [f"{'code':10}" + "".join(f"{level + 's':>10}" for level in LEVELS)]
    for code in sorted({code for code, _ in counts}):
        lines.append(f"{code:10}" + "".join(f"{counts[code, level]:>10}" for level in LEVELS))
    return "\n".join(lines)


def judgements() -> list[Judgement]:
    """What was judged. Raises `ValueError` for a row that cannot be meant."""
    path = HERE / "judgements.toml"
    rows = [Judgement(**row) for row in tomllib.loads(path.read_text("utf-8")).get("judgement", [])]
    for row in rows:
        if row.verdict not in VERDICTS or not row.reason or not row.message:
            raise ValueError(f"{path.name}: {row.package} {row.path}:{row.line}: verdict, reason or message is missing")
    return rows


def line(package: Package, finding: dict[str, Any]) -> str:
    place = f"{package.name} {finding['path']}:{finding['line']}"
    return f"  {finding['severity']:8}{finding['code']} {place} {finding['message']}"


def compare(outcomes: Sequence[Outcome], known: Sequence[Judgement], list_new: bool) -> None:
    """Print what is new, what is gone, and how much of what was judged is right."""
    met: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    seen: set[Judgement] = set()
    new: list[str] = []
    wrong: list[str] = []
    for outcome in outcomes:
        for finding in outcome.real:
            fit = next((judgement for judgement in known if judgement.fits(outcome.package, finding)), None)
            if fit is not None:
                seen.add(fit)
                met[fit.verdict] += 1
                levels[f"{fit.verdict} {finding['severity']}"] += 1
                if fit.verdict == "wrong":
                    wrong.append(f"{line(outcome.package, finding)}\n           {fit.reason}")
            elif finding["severity"] != "note":
                new.append(line(outcome.package, finding))
    names = {outcome.package.name for outcome in outcomes if not outcome.failure}
    gone = [judgement for judgement in known if judgement.package in names and judgement not in seen]
    print(f"\nnot judged yet, errors and warnings: {len(new)}")
    print("\n".join(new) if list_new else "  (left out)")
    for verdict, comment in (("right", "lost"), ("wrong", "mended"), ("debatable", "gone")):
        rows = [judgement for judgement in gone if judgement.verdict == verdict]
        print(f"\n{comment}: judged {verdict}, no longer reported: {len(rows)}")
        for judgement in rows:
            print(f"  {judgement.code} {judgement.package} {judgement.path}:{judgement.line} {judgement.message}")
    print(f"\nstill wrong: {len(wrong)}")
    print("\n".join(wrong))
    sure = met["right"] + met["wrong"]
    print(f"\njudged and reported: {sum(met.values())}: " + ", ".join(f"{met[word]} {word}" for word in VERDICTS))
    for level in LEVELS:
        print(f"  {level + 's':10}" + ", ".join(f"{levels[f'{word} {level}']} {word}" for word in VERDICTS))
    if sure:
        print(f"right, of those that are right or wrong: {met['right'] / sure:.0%}")


def slowest(packages: Sequence[Package], count: int) -> None:
    """Print the files that take longest, each checked on its own in this process."""
    from prefixlint import jobs
    from prefixlint.config import configuration, enabled
    from prefixlint_rules import ALL

    settings = configuration(str(HERE), ALL, {}, "corpus").settings
    rules = enabled(settings, ALL)
    times: list[tuple[float, int, str]] = []
    for package in packages:
        for path in python_files(package.folder):
            started = time.perf_counter()
            jobs.check_job(jobs.Job(str(path), settings, rules))
            seconds = time.perf_counter() - started
            times.append((seconds, path.read_bytes().count(b"\n"), str(path.relative_to(CACHE))))
    print(f"\nslowest files, {sum(seconds for seconds, _, _ in times):.1f} s in all\n{'seconds':>8}{'lines':>8}  file")
    for seconds, lines, name in sorted(times, reverse=True)[:count]:
        print(f"{seconds:>8.2f}{lines:>8}  {name}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Lint the pinned packages and compare with the judgements.")
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="only these")
    parser.add_argument(
        "--slowest", type=int, default=0, metavar="N", help="only time single files and name the N slowest"
    )
    parser.add_argument("--judged-only", action="store_true", help="do not list findings that nobody has judged")
    arguments = parser.parse_args()
    packages = [Package(**row) for row in tomllib.loads((HERE / "packages.toml").read_text("utf-8"))["package"]]
    unknown = set(arguments.packages) - {package.name for package in packages}
    if unknown:
        parser.error(f"no such package in packages.toml: {', '.join(sorted(unknown))}")
    if arguments.packages:
        packages = [package for package in packages if package.name in arguments.packages]
    if arguments.slowest:
        for package in packages:
            provide(package)
        slowest(packages, arguments.slowest)
        return 0
    known = judgements()
    outcomes: list[Outcome] = []
    print(HEAD, flush=True)
    for package in packages:
        outcome = lint(package)
        outcomes.append(outcome)
        print(row(f"{package.name} {package.version}", [outcome]), flush=True)
        if outcome.failure:
            print(f"  FAILED: {outcome.failure}", flush=True)
        for finding in outcome.unchecked:
            kind = "CRASH" if is_crash(finding) else "unreadable"
            print(f"  {kind}: {finding['path']}:{finding['line']} {finding['message']}", flush=True)
    print(row(f"all {len(outcomes)}", outcomes))
    print("\n" + by_code(outcomes))
    compare(outcomes, known, not arguments.judged_only)
    return int(any(outcome.failure or outcome.crashes for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
