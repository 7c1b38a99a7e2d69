"""Files that are no good: one clear line each, status 2, and every other file is still checked."""

import pytest

from prefixlint import config, jobs, project
from prefixlint.lint import Result


def _check(prefixlint, tmp_path, clock):
    (tmp_path / "good.py").write_text(clock)
    result = prefixlint("check", "--output-format", "concise")
    assert "good.py" in result.stdout, "the good file is checked"
    assert result.stderr == ""
    return result.returncode, [line for line in result.stdout.splitlines() if not line.startswith("good.py")]


@pytest.mark.parametrize(
    "data",
    [
        b'messages = [{"role": "user", "content": f"{',
        b'messages = [{"role": ',
        b"def f(:\n    system_prompt = 1\n",
        b'x = """ "role":',
        b'"role": 1\n\tif x:\n  y',
        b'"role": \x00',
        b'"role": = 3 = =',
        b"# coding: nonsense\n'role':\n",
        b"'role': # \xff\n",
    ],
)
def test_unreadable_source(prefixlint, tmp_path, clock, data):
    (tmp_path / "bad.py").write_bytes(data)
    status, lines = _check(prefixlint, tmp_path, clock)
    assert status == 2
    assert len(lines) == 1
    assert lines[0].startswith("bad.py:")
    assert ": PFX000 " in lines[0]


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\xef\xbb\xbf", b"# coding: latin-1\nx = 'role \xe9'\n", b"x = 'role'\r\n"]
)
def test_odd_but_readable(prefixlint, tmp_path, clock, data):
    (tmp_path / "odd.py").write_bytes(data)
    assert _check(prefixlint, tmp_path, clock) == (1, [])


def test_a_named_file_is_read_even_without_prompts(prefixlint, tmp_path):
    (tmp_path / "bad.py").write_text("def f(:\n")
    assert prefixlint("check", "bad.py").returncode == 2


def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "gone.py"
    job = project.Job(str(path), config.Settings(), ())
    (result,) = project.check([job])
    assert not result.readable
    assert result.findings[0].code == "PFX000"
    assert "no such file" in result.findings[0].message.lower()


@pytest.mark.parametrize(
    "nested", ["(" * 90 + "1" + ")" * 90, " + ".join(['"a"'] * 3000), "f(" * 80 + ")" * 80, "-" * 3000 + "1"]
)
def test_deeply_nested(prefixlint, tmp_path, clock, nested):
    (tmp_path / "deep.py").write_text(f'role = {{"role": "system", "content": {nested}}}\n')
    status, lines = _check(prefixlint, tmp_path, clock)
    assert status in (1, 2)
    assert all(": PFX000 " in line for line in lines)
    assert len(lines) <= 1


def test_ten_megabytes(prefixlint, tmp_path, clock):
    (tmp_path / "huge.py").write_text('SYSTEM_PROMPT = """' + "A line of a long prompt.\n" * 400_000 + '"""\n')
    status, lines = _check(prefixlint, tmp_path, clock)
    assert (status, lines) == (1, [])


def test_ten_megabytes_of_code(prefixlint, tmp_path, clock):
    (tmp_path / "huge.py").write_text('PROMPT = {"role": "user"}\n' + 'x = "abc" + "def"\n' * 600_000)
    status, lines = _check(prefixlint, tmp_path, clock)
    assert status == 2
    assert len(lines) == 1
    assert "PFX000 cannot check: too much code in one file (10.8 MB)" in lines[0]


def test_a_crash_of_the_engine_is_one_finding(monkeypatch, tmp_path):
    def crash(path, *_):
        if "bad" in path:
            raise KeyError("boom")
        return Result(requests=1, parsed=True)

    monkeypatch.setattr(jobs, "lint_text", crash)
    asked = [jobs.Job(name, config.Settings(), (), data=b'"role":') for name in ("bad.py", "good.py")]
    bad, good = project.check(asked)
    assert good.requests == 1
    assert "internal error in test_bad_input.py:" in bad.findings[0].message
    assert "KeyError: 'boom'" in bad.findings[0].message


def test_a_deep_stack():
    def dive(depth):
        return depth and dive(depth - 1)

    assert project.deep(lambda: dive(20_000)) == 0


def test_deep_passes_errors_on():
    with pytest.raises(ZeroDivisionError):
        project.deep(lambda: 1 // 0)
