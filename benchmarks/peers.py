"""What other tools find in the programs of the oracle (tests/oracle): python benchmarks/peers.py

Which programs are defective was not decided by a linter: each was run twice with the real SDK, and what differs first on the wire is
written down in it. A tool finds a defective program if it reports anything in it, and raises a false alarm if it reports anything in
one that is right; programs that are worth a note are left out. Only programs for the SDKs that a tool says it knows are counted for it. The programs were written by us, and our
own tool was mended until it agreed with them: its line says that nothing has broken, not how good it is on code of others.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "oracle"))

from harness.programs import Program, load, targets  # noqa: E402

TOOLS = {
    f"pcdlint {version('pcdlint')}": (["pcdlint", "--format", "json"], ("openai", "anthropic")),
    "prefixlint": (
        ["prefixlint", "check", "--output-format", "json", "--min-severity", "warning"],
        ("openai", "anthropic"),
    ),
}


def reports(command: list[str], program: Program) -> bool:
    """Whether a tool reports anything in a program."""
    printed = subprocess.run(
        [sys.executable, "-m", *command, str(program.target)], capture_output=True, text=True
    ).stdout
    found = json.loads(printed)
    return bool(found["findings"] if isinstance(found, dict) else found)


def defective(program: Program) -> bool:
    """Whether something is wrong with it that is worth more than a note."""
    return any(mark.kind != "todo-ok" and mark.severity != "note" for mark in program.marks)


def main() -> None:
    """Print a line for each tool."""
    programs = [load(target) for target in targets()]
    for name, (command, sdks) in TOOLS.items():
        mine = [program for program in programs if program.sdk in sdks]
        said = {program: reports(command, program) for program in mine}
        bad = [program for program in mine if defective(program)]
        good = [program for program in mine if program.nothing]
        alarms = [program.name for program in good if said[program]]
        print(
            f"{name:16} finds {sum(said[one] for one in bad)} of {len(bad)}, reports {len(alarms)} of {len(good)} that are right"
        )
        print(f"{'':16} false alarms: {', '.join(sorted(alarms)) or 'none'}")


if __name__ == "__main__":
    main()
