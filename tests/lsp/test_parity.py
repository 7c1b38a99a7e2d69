"""The editor says what the command line says: every sample, as one project."""

import json
import shutil
from pathlib import Path

import commands
import pytest
from pygls.uris import to_fs_path

SAMPLES = Path(__file__).parents[1] / "rules"


@pytest.mark.slow
def test_all_samples_give_the_same_findings(start, tmp_path):
    # Elsewhere, so that neither looks through the rest of this repository for callers.
    folder = shutil.copytree(SAMPLES, tmp_path / "samples", ignore=shutil.ignore_patterns("*.fixed.py", "__pycache__"))
    (folder / "setup.cfg").touch()
    command = ["prefixlint", "check", ".", "--jobs", "1", "--output-format", "json"]
    printed = json.loads(commands.run(command, folder).stdout)["findings"]
    wanted = {
        (one["path"], one["code"], one["line"], one["column"], one["end_line"], one["end_column"], one["message"])
        for one in printed
        if one["cell"] is None  # only an editor that has a notebook open knows the addresses of its cells
    }
    client = start(folder)
    client.initialize(folder, pull=True, encodings=["utf-32"])
    found = set()
    for report in client.ask("workspace/diagnostic", {"previousResultIds": []})["items"]:
        path = Path(to_fs_path(report["uri"])).relative_to(folder).as_posix()
        for one in report["items"]:
            first, last = one["range"]["start"], one["range"]["end"]
            place = (first["line"] + 1, first["character"] + 1, last["line"] + 1, last["character"] + 1)
            found.add((path, one["code"], *place, one["message"]))
    assert len(wanted) > 300
    assert found == wanted
