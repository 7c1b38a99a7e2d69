"""Rank files: where they are found, that only the right ones are taken, that nothing goes online unasked, and what users are told."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from prefixlint.knowledge import load as tables
from prefixlint.knowledge.encodings import Encoding, around_tools, encoding_of, encodings, per_message
from prefixlint.tokenizer import counter, describe, files, load
from prefixlint.tokenizer.fetch import FetchError, destination, fetch
from prefixlint.tokenizer.files import find, folders, is_whole

CL100K = encodings()["cl100k_base"]
WHOLE = find(CL100K)
assert WHOLE is not None, "litellm, which carries the rank files, is a test dependency"
DATA = WHOLE.data
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.parametrize(
    ("provider", "model", "name"),
    [
        ("openai", "gpt-4o", "o200k_base"),
        ("openai", "gpt-5.2-2025-12-11", "o200k_base"),
        ("openai", "ft:gpt-4.1-mini:shop::abc", "o200k_base"),  # tiktoken takes it for gpt-4
        ("openai", "o3-mini", "o200k_base"),
        ("openai", "gpt-4", "cl100k_base"),
        ("openai", "gpt-4-turbo", "cl100k_base"),
        ("openai", "gpt-3.5-turbo", "cl100k_base"),
        (None, "gpt-4o", "o200k_base"),
        (None, "openai/gpt-4.1", "o200k_base"),
        ("openrouter", "openai/gpt-5", "o200k_base"),
        ("groq", "openai/gpt-oss-120b", "o200k_base"),
        ("openai", "gpt-6-sol", None),  # not published
        ("openai", None, None),
        ("azure", "gpt-4o", None),  # the name of a deployment
        (None, "azure/gpt-4o", None),
        ("anthropic", "claude-sonnet-4-5", None),
        ("google", "gemini-2.5-pro", None),
        (None, "our-own-model", None),
    ],
)
def test_a_model_counts_with_its_encoding(provider: str | None, model: str | None, name: str | None) -> None:
    found = encoding_of(provider, model)
    assert (found.name if found is not None else None) == name


def test_every_row_has_a_source_and_a_day() -> None:
    for table, rows in tables.read("encodings").items():
        for row in rows:
            assert row["source"] and row["date"].count("-") == 2, (table, row)


def test_what_is_around_messages_and_tools() -> None:
    assert (per_message("gpt-4o"), per_message("gpt-3.5-turbo-0301")) == (3, 4)
    assert around_tools("gpt-4o", 0) == 0
    assert around_tools("gpt-4o", 2) == 2 * 7 + 12
    assert around_tools("gpt-4", 2) == 2 * 10 + 12


def test_our_encodings_count_as_those_of_tiktoken(monkeypatch: pytest.MonkeyPatch) -> None:
    from tiktoken_ext import openai_public

    for name in encodings():
        monkeypatch.setattr(openai_public, "load_tiktoken_bpe", lambda address, expected_hash: (address, expected_hash))
        theirs = getattr(openai_public, name)()
        ours = encodings()[name]
        assert theirs["pat_str"] == ours.pattern
        assert theirs["mergeable_ranks"] == (ours.address, ours.sha256)


def test_files_of_a_package_are_found_without_importing_it() -> None:
    program = (
        "import sys; from prefixlint.tokenizer import counter; count = counter('openai', 'gpt-4o');"
        "print(count('two words'), 'litellm' in sys.modules, 'requests' in sys.modules, 'tiktoken.load' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    # tiktoken imports its loader, which imports what goes online only when it does.
    assert done.stdout.split()[:3] == ["2", "False", "False"]


def test_the_folder_that_tiktoken_would_look_into(nothing_here: Path) -> None:
    assert find(CL100K) is None
    (nothing_here / CL100K.file).write_bytes(DATA)
    found = find(CL100K)
    assert found is not None
    assert (found.path.parent, found.why) == (nothing_here, "TIKTOKEN_CACHE_DIR")
    count = counter("openai", "gpt-4")
    assert count is not None
    assert count("hello <|endoftext|>") == len(load(CL100K).encode_ordinary("hello <|endoftext|>"))  # type: ignore[union-attr]


def test_an_empty_variable_means_no_cache(nothing_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    monkeypatch.setenv("DATA_GYM_CACHE_DIR", str(nothing_here))
    (nothing_here / CL100K.file).write_bytes(DATA)
    assert find(CL100K) is None
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR")
    assert find(CL100K) is not None


def test_the_environment_that_is_active_is_looked_into(
    nothing_here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "venv/lib/python3.12/site-packages/litellm/litellm_core_utils/tokenizers"
    inside.mkdir(parents=True)
    (inside / CL100K.file).write_bytes(DATA)
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "venv"))
    found = find(CL100K)
    assert found is not None and found.why == "carried by litellm"


@pytest.mark.parametrize("data", [b"", b"not a rank file", DATA[:-1] + b"x"])
def test_a_file_that_is_not_whole_is_not_used(nothing_here: Path, data: bytes) -> None:
    path = nothing_here / CL100K.file
    path.write_bytes(data)
    assert find(CL100K) is None and counter("openai", "gpt-4") is None
    assert path.read_bytes() == data, "what others have stored is not ours to mend"
    assert "is not what it should be" in describe.in_use()


def test_a_package_that_cannot_be_looked_for(nothing_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise ValueError(f"{name}.__spec__ is not set")

    monkeypatch.setattr(files, "find_spec", broken)
    assert len(list(folders())) == 2


class _Server(BaseHTTPRequestHandler):
    answer = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], Encoding]]:
    """Serves bytes as a rank file on the loopback interface."""
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def serve(data: bytes) -> Encoding:
        monkeypatch.setattr(_Server, "answer", data)
        return replace(CL100K, address=f"http://127.0.0.1:{server.server_address[1]}/cl100k_base.tiktoken")

    yield serve
    server.shutdown()
    server.server_close()


def test_a_fetched_file_is_found(nothing_here: Path, served: Callable[[bytes], Encoding]) -> None:
    path = fetch(served(DATA), destination())
    assert path == nothing_here / CL100K.file
    assert is_whole(CL100K, path.read_bytes())
    assert [one.name for one in nothing_here.iterdir()] == [CL100K.file]
    assert find(CL100K) is not None


def test_a_wrong_answer_is_not_kept(nothing_here: Path, served: Callable[[bytes], Encoding]) -> None:
    with pytest.raises(FetchError, match="hash differs"):
        fetch(served(b"<html>Sign in to the network</html>"), destination())
    assert list(nothing_here.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path: Path, served: Callable[[bytes], Encoding]) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FetchError, match="cannot be written"):
        fetch(served(DATA), tmp_path / "file")


def test_without_a_network_one_line_says_so(prefixlint: Run, tmp_path: Path) -> None:
    result = prefixlint("tokenizer", "--fetch")
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("prefixlint: error: o200k_base: cannot be fetched from ")
    assert not list((tmp_path / "ranks").glob("*"))


def test_the_command_says_how_to_count_exactly(prefixlint: Run) -> None:
    result = prefixlint("tokenizer")
    assert result.returncode == 0
    assert "about: no rank file on this machine" in result.stdout
    assert "prefixlint tokenizer --fetch" in result.stdout and "Claude" in result.stdout


def test_the_command_says_what_is_in_use() -> None:
    text = describe.in_use()
    assert text.count("  exact: ") == len(encodings())
    assert "(carried by litellm)" in text or "tiktoken" in text
    assert "--fetch" not in text
