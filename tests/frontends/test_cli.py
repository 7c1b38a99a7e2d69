"""The command line as scripts see it: output, exit status, one clear line for each mistake."""

import json
import subprocess
import sys

import commands
import pytest


def test_findings_exit_with_1(prefixlint, tmp_path, clock, clock_line):
    (tmp_path / "app.py").write_text(clock)
    result = prefixlint("check", "--output-format", "concise")
    assert result.returncode == 1
    assert result.stdout.startswith(f"app.py:{clock_line}:")
    assert ": PFX101 " in result.stdout
    assert result.stdout.count("\n") == 1


def test_exit_zero_keeps_the_findings(prefixlint, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    result = prefixlint("check", "--exit-zero", "--output-format", "concise")
    assert result.returncode == 0
    assert "PFX101" in result.stdout


def test_nothing_to_report_exits_with_0(prefixlint, tmp_path):
    (tmp_path / "app.py").write_text("print('hello')\n")
    result = prefixlint("check")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Nothing to report (1 file, ")


def test_select_and_ignore(prefixlint, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    assert prefixlint("check", "--ignore", "PFX1").returncode == 0
    assert prefixlint("check", "--select", "set-order,PFX3").returncode == 0
    assert prefixlint("check", "--select", "set-order", "--select", "clock-before-stable").returncode == 1


def test_ignore_of_the_file_gives_way_to_select_by_hand(prefixlint, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    (tmp_path / "pyproject.toml").write_text('[tool.prefixlint]\nignore = ["PFX101"]\n')
    assert prefixlint("check").returncode == 0
    assert prefixlint("check", "--select", "PFX101").returncode == 1


def test_exclude_holds_for_folders_but_not_for_named_files(prefixlint, tmp_path, clock):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "app.py").write_text(clock)
    (tmp_path / "new.py").write_text("")
    (tmp_path / "pyproject.toml").write_text('[tool.prefixlint]\nexclude = ["old/"]\n')
    assert prefixlint("check").returncode == 0
    assert prefixlint("check", "old/app.py").returncode == 1


def test_per_file_ignores(prefixlint, tmp_path, clock):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "app.py").write_text(clock)
    (tmp_path / "pyproject.toml").write_text('[tool.prefixlint.per-file-ignores]\n"tests/" = ["clock-before-stable"]\n')
    assert prefixlint("check").returncode == 0


def test_standard_input_has_the_name_it_is_given(prefixlint, clock, clock_line):
    result = prefixlint("check", "--output-format", "concise", "--stdin-filename", "src/app.py", "-", stdin=clock)
    assert result.returncode == 1
    assert result.stdout.startswith(f"src/app.py:{clock_line}:")


def test_processes_do_not_change_the_output(prefixlint, tmp_path, clock):
    for number in range(6):
        (tmp_path / f"app{number}.py").write_text(clock)
    one = prefixlint("check", "--jobs", "1", "--output-format", "concise")
    two = prefixlint("check", "--jobs", "2", "--output-format", "concise")
    assert one.stdout.count("\n") == 6
    assert one.stdout == two.stdout


def test_statistics_go_to_standard_error(prefixlint, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    result = prefixlint("check", "--statistics", "--output-format", "concise")
    assert result.stderr.splitlines() == [
        "     1  PFX101  clock-before-stable  2,600 tokens",
        "",
        "Lost at each request:",
        "  2,600 tokens  app.py:209 ask gpt-5.2",
    ]


def test_json_is_the_contract(prefixlint, tmp_path, clock, clock_line):
    (tmp_path / "app.py").write_text(clock)
    result = prefixlint("check", "--output-format", "json")
    document = json.loads(result.stdout)
    (finding,) = document["findings"]
    assert document["version"] == 1
    assert (finding["code"], finding["line"], finding["severity"]) == ("PFX101", clock_line, "error")
    assert finding["request"]["provider"] == "openai"
    assert document["summary"]["errors"] == 1


def test_hidden_and_generated_folders_are_skipped(prefixlint, tmp_path, clock):
    for name in (".hidden", "node_modules", "__pycache__", "build", "dist", ".venv"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "app.py").write_text(clock)
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "pyvenv.cfg").write_text("")
    (tmp_path / "env" / "app.py").write_text(clock)
    (tmp_path / "app.py").write_text("")
    result = prefixlint("check")
    assert (result.returncode, "(1 file," in result.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["check", "nowhere"], "nowhere: no such file or folder"),
        (["check", "--selct", "PFX1"], "'--selct'"),
        (["check", "--select", "PFX101X"], "unknown code 'PFX101X'; did you mean 'PFX101'?"),
        (["check", "--ignore", "clock-before-stabel"], "did you mean 'clock-before-stable'?"),
        (["check", "--min-severity", "eror"], "'eror' is not one of 'error', 'warning', 'note'"),
        (["check", "--jobs", "0"], "0 is not in the range x>=1"),
        (["chek"], "no such command 'chek'; did you mean 'check'?"),
        (["explain", "PFX101O"], "unknown rule 'PFX101O'; did you mean 'PFX101'?"),
        (["config", "nowhere"], "nowhere: no such file or folder"),
        (["check", "--stdin-filename", "x.py", "y.py"], "give - as the only PATH"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(prefixlint, arguments, line):
    result = prefixlint(*arguments)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("prefixlint: error: ")
    assert line in result.stderr


def test_a_missing_path_does_not_stop_the_others(prefixlint, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    result = prefixlint("check", "nowhere", "app.py", "--output-format", "concise")
    assert result.returncode == 2
    assert "PFX101" in result.stdout


def test_a_folder_without_python_files(prefixlint, tmp_path):
    (tmp_path / "empty").mkdir()
    result = prefixlint("check", "empty")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "prefixlint: error: empty: no Python files in this folder\n"


def test_a_path_instead_of_a_command(prefixlint, tmp_path):
    (tmp_path / "src").mkdir()
    assert "did you mean 'check src'?" in prefixlint("src").stderr


def test_rules_lists_every_rule(prefixlint):
    from prefixlint_rules import ALL

    text = prefixlint("rules").stdout
    document = json.loads(prefixlint("rules", "--output-format", "json").stdout)
    assert [rule["code"] for rule in document] == [rule.about.code for rule in ALL]
    assert [line.split()[:2] for line in text.splitlines()] == [[rule["code"], rule["name"]] for rule in document]


def test_explain_takes_codes_and_names(prefixlint):
    page = prefixlint("explain", "PFX101").stdout
    assert page.startswith("# clock-before-stable (PFX101)\n")
    assert "Use instead:" in page
    assert page == prefixlint("explain", "clock-before-stable").stdout == prefixlint("explain", "pfx101").stdout


def test_config_says_where_values_come_from(prefixlint, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.prefixlint]\npedantic = true\n")
    lines = prefixlint("config").stdout.splitlines()
    found = {line.split("=")[0].strip(): line.split("#")[-1].strip() for line in lines}
    assert found["pedantic"] == "pyproject.toml"
    assert found["select"] == "default"


def test_version(prefixlint):
    from prefixlint import __version__

    assert prefixlint("--version").stdout == f"prefixlint, version {__version__}\n"


def test_without_arguments_there_is_help(prefixlint):
    result = prefixlint()
    assert result.returncode == 0
    assert "check" in result.stdout


def test_a_closed_pipe_is_no_traceback(tmp_path, clock):
    for number in range(40):
        (tmp_path / f"app{number}.py").write_text(clock)
    process = commands.start(["prefixlint", "check", "--output-format", "json"], tmp_path)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait()


def test_a_terminal_that_is_not_utf_8(prefixlint, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock.replace("Now: ", "Сейчас 🕒: "), encoding="utf-8")
    result = prefixlint("check", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (result.returncode, result.stderr) == (1, "")


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("prefixlint.flake8", "libcst msgspec rich tiktoken click pathspec concurrent.futures prefixlint_rules"),
        ("prefixlint.cli", "libcst rich tiktoken pathspec concurrent.futures prefixlint_rules"),
    ],
)
def test_start_imports_nothing_heavy(module, heavy):
    code = f"import sys, {module}; print([name for name in {heavy.split()} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
