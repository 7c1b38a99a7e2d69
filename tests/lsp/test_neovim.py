"""The language server in a real editor: Neovim opens a file, shows its diagnostics and applies an action."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lsp_programs import APP, CLOCK

EDITORS = [found for name in ("nvim",) if (found := shutil.which(name))]
SCRIPT = Path(__file__).parent / "neovim.lua"
NOQA = "Hide PFX101 on this line (noqa)"
FIX = "PFX101: Move "


@pytest.mark.parametrize("action", [NOQA, FIX], ids=["hide", "fix"])
@pytest.mark.parametrize("editor", EDITORS)
def test_an_editor_shows_a_finding_and_does_something_about_it(editor, action, app, tmp_path):
    text = APP.replace('f"Now: {', 'f"\N{GRINNING FACE} Now: {')
    file = app / "with space.py"
    file.write_text(text, "utf-8")
    result = tmp_path / "result.json"
    server = json.dumps([sys.executable, "-m", "prefixlint", "lsp"])
    command = [editor, "--headless", "-n", "-i", "NONE", "-u", "NONE", "-c", f"luafile {SCRIPT}"]
    environment = {
        **os.environ,
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "TEST_FILE": str(file),
        "TEST_COMMAND": server,
        "TEST_RESULT": str(result),
        "TEST_ACTION": action,
    }
    subprocess.run(command, env=environment, cwd=app, timeout=150, capture_output=True)
    answer = json.loads(result.read_text("utf-8"))
    assert "failed" not in answer, answer
    (shown,) = answer["shown"]
    line = text.split("\n")[CLOCK]
    column = len(line[: line.index("datetime.now()")].encode())  # Neovim counts bytes
    assert (shown["line"], shown["column"], shown["end_column"]) == (CLOCK, column, column + len("datetime.now()"))
    assert (shown["source"], shown["severity"]) == ("prefixlint", 1)
    assert "changes on every call" in shown["message"]
    assert NOQA in answer["titles"]
    lines = text.rstrip("\n").split("\n")
    if action == NOQA:
        lines[CLOCK] += "  # noqa: PFX101"
        assert answer["text"] == "\n".join(lines)
        assert "datetime.now()" in answer["hover"]
    else:
        assert any(one.startswith(FIX) and one.endswith("(unsafe)") for one in answer["titles"])
        after = answer["text"].split("\n")
        assert "datetime.now()" not in after[CLOCK] and any("datetime.now()" in one for one in after)
        compile(answer["text"], "after", "exec")
