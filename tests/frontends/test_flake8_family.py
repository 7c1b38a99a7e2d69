"""flake8 as people use it: its own options on our codes, other plugins beside ours; and ruff, which checks our comments."""

import re
import subprocess
import sys

import pytest

OTHERS = """\
def badName(items=[]):
    try:
        return items
    except:
        raise ValueError
"""


@pytest.fixture
def folder(tmp_path, clock):
    """A folder with our finding in two files, and something for bugbear and pep8-naming in one of them."""
    (tmp_path / "app.py").write_text(clock + "\n\n" + OTHERS)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "once.py").write_text(clock)
    for number in range(6):
        (tmp_path / f"more{number}.py").write_text(clock)
    return tmp_path


def codes(result):
    return sorted({line.split()[1] for line in result.stdout.splitlines()})


def test_beside_bugbear_and_pep8_naming(flake8, folder):
    found = codes(flake8("app.py"))
    assert {"B001", "B006", "N802", "PFX101"} <= set(found)
    assert codes(flake8("--select", "B,PFX", "app.py")) == ["B001", "B006", "PFX101"]
    shown = flake8("--version").stdout
    assert all(name in shown for name in ("flake8-bugbear", "pep8-naming", "prefixlint"))


def test_no_plugin_complains_about_another(flake8, folder):
    result = flake8("app.py")
    assert "Traceback" not in result.stderr and result.stderr == ""
    assert flake8("--help").returncode == 0


def test_jobs_change_nothing(flake8, folder):
    one = flake8("--select", "PFX", "--jobs", "1", ".")
    two = flake8("--select", "PFX", "--jobs", "2", ".")
    assert one.stdout.count("PFX101") == 8
    assert sorted(one.stdout.splitlines()) == sorted(two.stdout.splitlines())


def test_standard_input_has_the_settings_of_its_name(flake8, folder, clock):
    (folder / ".flake8").write_text("[flake8]\nper-file-ignores =\n    scripts/*: PFX1\n")
    named = flake8("--select", "PFX", "--stdin-display-name", "scripts/x.py", "-", stdin=clock)
    assert named.stdout == ""
    other = flake8("--select", "PFX", "--stdin-display-name", "src/x.py", "-", stdin=clock)
    assert re.fullmatch(r"src/x\.py:\d+:\d+: PFX101 .*\n", other.stdout)


def test_per_file_ignores(flake8, folder):
    (folder / ".flake8").write_text(
        "[flake8]\nselect = PFX\nper-file-ignores =\n    scripts/*: PFX1\n    more*.py: PFX101\n"
    )
    assert [line.split(":")[0].removeprefix("./") for line in flake8(".").stdout.splitlines()] == ["app.py"]


def test_extend_select_keeps_ours_and_takes_back_an_ignore(flake8, folder):
    assert "PFX101" in codes(flake8("--extend-select", "B9", "app.py"))
    (folder / ".flake8").write_text("[flake8]\nextend-ignore = PFX\n")
    assert "PFX101" not in codes(flake8("app.py"))
    assert "PFX101" in codes(flake8("--extend-select", "PFX1", "app.py"))


def test_its_own_formats(flake8, folder, clock_line):
    line = "%(path)s|%(row)d|%(col)d|%(code)s|%(text)s"
    result = flake8("--select", "PFX", "--format", line, "scripts")
    path, row, column, code, text = result.stdout.strip().split("|")
    assert (path, int(row), code) == ("scripts/once.py", clock_line, "PFX101")
    assert int(column) > 1 and text.startswith("`datetime.now()` changes on every call")
    result = flake8("--select", "PFX", "--format", "pylint", "scripts")
    assert f"scripts/once.py:{clock_line}: [PFX101]" in result.stdout
    assert flake8("--select", "PFX", "--quiet", "scripts").stdout == "scripts/once.py\n"


def test_ruff_accepts_our_comments_when_it_is_told(folder):
    (folder / "noqa.py").write_text("value = 1  # noqa: PFX101\n")

    def ruff(*arguments):
        command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache"]
        done = subprocess.run(
            [*command, "--select", "RUF100,RUF102", *arguments, "noqa.py"], cwd=folder, capture_output=True, text=True
        )
        return done.returncode, done.stdout

    status, output = ruff()
    assert status == 1 and "RUF1" in output, output
    status, output = ruff("--config", 'lint.external = ["PFX"]')
    assert (status, "RUF1" in output) == (0, False), output
