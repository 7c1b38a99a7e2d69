"""Files are written whole or not at all, and what is no file stays what it is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from prefixlint.writing import put


def test_new_content_keeps_the_mode(tmp_path: Path) -> None:
    """Who could run a script before can run it afterwards."""
    script = tmp_path / "run.py"
    script.write_bytes(b"old")
    script.chmod(0o755)
    put(str(script), b"new")
    assert (script.read_bytes(), stat.S_IMODE(script.stat().st_mode)) == (b"new", 0o755)
    assert os.listdir(tmp_path) == ["run.py"]


def test_a_link_leads_where_it_did(tmp_path: Path) -> None:
    """The file is written, not the link."""
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    put(str(tmp_path / "link"), b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    """`/dev/null` would be a plain file otherwise, for everybody."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        put(str(pipe), b"said")
        assert os.read(reader, 100) == b"said"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Where a folder stands nothing can be written."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        put(str(tmp_path / "folder"), b"new")
    assert os.listdir(tmp_path) == ["folder"]
