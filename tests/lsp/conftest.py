"""What the tests of the language server share: an editor, and programs with known defects."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lsp_client import Client
from lsp_programs import APP, PROMPTS


@pytest.fixture
def start() -> Iterator[Callable[..., Client]]:
    """Starts servers, and ends those that a test left running."""
    clients: list[Client] = []

    def begin(folder: Path, *more: str, **environment: str) -> Client:
        clients.append(Client(folder, *more, **environment))
        return clients[-1]

    yield begin
    for client in clients:
        client.process.kill()
        client.process.wait()


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A folder with a program of two files."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "app"\n', "utf-8")
    (tmp_path / "prompts.py").write_text(PROMPTS, "utf-8")
    (tmp_path / "app.py").write_text(APP, "utf-8")
    return tmp_path
