"""The editor says what the command line says: every sample, as one project."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pygls.uris import to_fs_path

SAMPLES = Path(__file__).parents[1] / "rules"


@pytest.mark.slow
def test_all_samples_give_the_same_findings(start):
    command = [sys.executable, "-m", "prefixlint", "check", ".", "--jobs", "1", "--output-format", "json"]
    printed = json.loads(subprocess.run(command, cwd=SAMPLES, capture_output=True).stdout)["findings"]
    wanted = {
        (one["path"], one["code"], one["line"], one["column"], one["end_line"], one["end_column"], one["message"])
        for one in printed
        if one["cell"] is None  # only an editor that has a notebook open knows the addresses of its cells
    }
    client = start(SAMPLES)
    client.initialize(SAMPLES, pull=True, encodings=["utf-32"])
    found = set()
    for report in client.ask("workspace/diagnostic", {"previousResultIds": []})["items"]:
        path = Path(to_fs_path(report["uri"])).relative_to(SAMPLES).as_posix()
        for one in report["items"]:
            first, last = one["range"]["start"], one["range"]["end"]
            place = (first["line"] + 1, first["character"] + 1, last["line"] + 1, last["character"] + 1)
            found.add((path, one["code"], *place, one["message"]))
    assert len(wanted) > 300
    assert found == wanted
