"""Measures speed as ratios in one run, so that the machine does not matter much.

    python benchmarks/run.py [--rounds N] [--save FILE]

Every command is a fresh process with one worker; the commands take turns, and the median of the rounds counts. Ratios are
of processor time, which other programs on the machine disturb less than they disturb the clock; seconds by the clock
stand beside it. The package is downloaded with pip into `.benchmark/`, or is the folder `$PREFIXLINT_BENCHMARK_DIR`.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import growth

from prefixlint import project
from prefixlint.syntax import sieve

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".benchmark"
NAME, VERSION = "crewai", "1.15.30"
MODULES = 60  # of the standard library, for flake8

# The tools run as `python -c` so that both sides of a ratio start alike.
PARSE = """
import sys, threading, libcst
def run():
    for path in sys.stdin.read().splitlines():
        with open(path, 'rb') as stream:
            libcst.parse_module(stream.read())
sys.setrecursionlimit(30_000)
threading.stack_size(256 * 1024 * 1024)
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""
FILES = """
import sys
from prefixlint import project
from prefixlint_rules import ALL
project.run(sys.argv[1:], ALL, {'scope': 'file'}, 1)
"""
FLAKE8 = """
import importlib.metadata as metadata, sys
hidden, every = sys.argv.pop(1), metadata.distributions
metadata.distributions = lambda **options: (found for found in every(**options) if found.metadata['name'] != hidden)
from flake8.main.cli import main
raise SystemExit(main())
"""


@dataclass(frozen=True)
class Time:
    """What one run took, in seconds."""

    clock: float
    processor: float


def package() -> Path:
    """The unpacked package."""
    given = os.environ.get("PREFIXLINT_BENCHMARK_DIR")
    if given:
        return Path(given).resolve()
    folder = CACHE / f"{NAME}-{VERSION}"
    if not folder.is_dir():
        CACHE.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary=:all:", "--python-version", "3.12", "--dest", str(CACHE), f"{NAME}=={VERSION}"]
        subprocess.run(command, check=True)
        with zipfile.ZipFile(next(CACHE.glob(f"{NAME}-{VERSION}-*.whl"))) as archive:
            archive.extractall(CACHE / "unpacking")
        (CACHE / "unpacking").rename(folder)
    return folder


def standard_library() -> list[str]:
    """Some modules of the standard library, by name, so that every run of a Python version takes the same."""
    folder = Path(sysconfig.get_path("stdlib"))
    return [str(path) for path in sorted(folder.glob("[a-z]*.py"))[:MODULES]]


def spent() -> float:
    """Processor seconds of all child processes so far."""
    figures = os.times()
    return figures.children_user + figures.children_system


def run(command: Sequence[str], folder: Path, text: str) -> Time:
    """Run `command` from scratch; exit status 1 (findings) is right, anything above is not."""
    clock, processor = time.perf_counter(), spent()
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, check=False)
    figures = Time(time.perf_counter() - clock, spent() - processor)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(f"{' '.join(command)[:200]}: exit status {done.returncode}\n{done.stderr[-2000:]}")
    return figures


def measure(commands: Mapping[str, Sequence[str]], folder: Path, text: str, rounds: int) -> dict[str, Time]:
    """The medians of the commands, which take turns; one round before them fills the disk cache and does not count."""
    times: dict[str, list[Time]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            figures = run(command, folder, text)
            if number:
                times[name].append(figures)
    return {
        name: Time(statistics.median(t.clock for t in each), statistics.median(t.processor for t in each))
        for name, each in times.items()
    }


def ratio(title: str, target: float, ours: Time, theirs: Time) -> str:
    """A line of the second table."""
    value = ours.processor / theirs.processor
    verdict = "met" if value <= target else "MISSED"
    return f"{title:52}{value:>8.2f}{ours.clock / theirs.clock:>8.2f}{target:>8.2f}  {verdict}"


def check(folder: Path) -> list[str]:
    """The command that checks a folder on one process, with all of the project in sight."""
    command = [sys.executable, "-m", "prefixlint", "check", "--jobs", "1", "--exit-zero"]
    return [*command, "--output-format", "concise", str(folder)]


def growing(rounds: int) -> list[str]:
    """The table of how time grows with a project, without what it costs to start."""
    sizes = (0, 10, 100, 500)
    with tempfile.TemporaryDirectory() as name:
        folders = {size: Path(name) / str(size) for size in sizes}
        for size, folder in folders.items():
            growth.lay_out(folder, max(size, growth.GROUP))
        empty = folders[0] / "part0" / "__init__.py"
        commands = {str(size): check(folder if size else empty) for size, folder in folders.items()}
        times = measure(commands, ROOT / "benchmarks", "", rounds)
    start = times["0"].processor
    each = {size: (times[str(size)].processor - start) / size * 1000 for size in sizes if size}
    return [
        f"{'files of a project that is laid out':40}" + "".join(f"{size:>10}" for size in each),
        f"{'milliseconds of processor time for each file':40}" + "".join(f"{value:>10.1f}" for value in each.values()),
        f"{'500 files / 100 files, for each file':52}{each[500] / each[100]:>8.2f}{'':8}{1.25:>8.2f}  "
        + ("met" if each[500] / each[100] <= 1.25 else "MISSED"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure speed as ratios in one run.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--save", metavar="FILE", help="write the tables to this file too")
    arguments = parser.parse_args()

    folder = package()
    files = project.discover([str(folder)], lambda _: False).files
    contents = {path: Path(path).read_bytes() for path in files}
    passing = [path for path, data in contents.items() if sieve.passes(data)]
    modules = standard_library()
    python = sys.executable
    style = ["--isolated", "--jobs", "1", "--exit-zero", *modules]
    times = measure(
        {
            "prefixlint, file by file": [python, "-c", FILES, str(folder)],
            "prefixlint check, the whole project": check(folder),
            "pcdlint": [python, "-m", "pcdlint", str(folder)],
            "libcst.parse_module, files that pass the sieve": [python, "-c", PARSE],
        },
        ROOT / "benchmarks",
        "\n".join(passing),
        arguments.rounds,
    )
    times |= measure(
        {
            "flake8 with prefixlint": [python, "-c", FLAKE8, "-", *style],
            "flake8 without prefixlint": [python, "-c", FLAKE8, "prefixlint", *style],
        },
        ROOT / "benchmarks",
        "",
        arguments.rounds,
    )
    ours, whole, peer, floor, with_us, without = times.values()
    sizes = {path: data.count(b"\n") for path, data in contents.items()}
    sifted = sum(sizes[path] for path in passing)
    lines = [
        f"Python {platform.python_version()}, {os.cpu_count()} processors, median of {arguments.rounds}; "
        f"libcst {version('libcst')}, pcdlint {version('pcdlint')}, flake8 {version('flake8')}",
        f"{NAME} {VERSION}: {len(files)} files, {sum(sizes.values())} lines; "
        f"{len(passing)} files, {sifted} lines pass the sieve; {len(modules)} modules of the standard library",
        "",
        f"{'seconds':52}{'processor':>10}{'clock':>8}",
        *(f"{name:52}{figures.processor:>10.2f}{figures.clock:>8.2f}" for name, figures in times.items()),
        "",
        f"{'ratio':52}{'proc.':>8}{'clock':>8}{'target':>8}",
        ratio("prefixlint, file by file / pcdlint", 0.75, ours, peer),
        ratio("prefixlint, file by file / libcst.parse_module", 2.5, ours, floor),
        ratio("prefixlint, whole project / file by file", 1.6, whole, ours),
        ratio("flake8 with / without prefixlint", 1.10, with_us, without),
        "",
        *growing(arguments.rounds),
    ]
    print("\n".join(lines))
    if arguments.save:
        Path(arguments.save).write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
