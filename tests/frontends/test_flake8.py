"""The plugin in the real flake8."""


def _codes(result):
    return [line.split()[1] for line in result.stdout.splitlines()]


def _only(flake8, *arguments, **more):
    return flake8("--select=PFX", *arguments, **more)


def test_finds_what_the_command_finds(flake8, prefixlint, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    result = _only(flake8, "app.py")
    assert result.returncode == 1
    assert result.stdout == prefixlint("check", "app.py", "--output-format", "concise").stdout


def test_standard_input(flake8, clock, clock_line):
    result = _only(flake8, "--stdin-display-name", "x.py", "-", stdin=clock)
    assert result.stdout.startswith(f"x.py:{clock_line}:")


def test_is_on_by_default_and_can_be_ignored(flake8, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    assert "PFX101" in _codes(flake8("app.py"))
    assert "PFX101" not in _codes(flake8("--extend-ignore=PFX1", "app.py"))
    (tmp_path / ".flake8").write_text("[flake8]\nextend-ignore = PFX101\n")
    assert "PFX101" not in _codes(flake8("app.py"))


def test_noqa_is_flake8s_and_ignore_is_ours(flake8, tmp_path, clock):
    before, _, after = clock.partition('{RULES}"}')
    (tmp_path / "app.py").write_text(before + '{RULES}"},  # noqa: PFX101' + after.lstrip(","))
    assert _codes(_only(flake8, "app.py")) == []
    assert _codes(_only(flake8, "--disable-noqa", "app.py")) == ["PFX101"]
    (tmp_path / "app.py").write_text(
        before + '{RULES}"},  # prefixlint: ignore[clock-before-stable]' + after.lstrip(",")
    )
    assert _codes(_only(flake8, "--disable-noqa", "app.py")) == []


def test_options(flake8, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    assert _codes(_only(flake8, "--prefixlint-ignore=clock-before-stable", "app.py")) == []
    assert _codes(_only(flake8, "--prefixlint-select=PFX2,PFX3", "app.py")) == []
    assert _codes(_only(flake8, "--prefixlint-min-severity=error", "--prefixlint-pedantic", "app.py")) == ["PFX101"]
    (tmp_path / ".flake8").write_text("[flake8]\nprefixlint-ignore = PFX101\n")
    assert _codes(_only(flake8, "app.py")) == []


def test_pyproject_counts_and_options_override_it(flake8, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    (tmp_path / "pyproject.toml").write_text('[tool.prefixlint]\nignore = ["PFX101"]\n')
    assert _codes(_only(flake8, "app.py")) == []
    assert _codes(_only(flake8, "--prefixlint-select=PFX101", "app.py")) == ["PFX101"]


def test_a_mistake_is_one_line_without_traceback(flake8, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    for arguments, text in (
        (
            ["--prefixlint-select=PFX101X"],
            "prefixlint: flake8 option: select: unknown code 'PFX101X'; did you mean 'PFX101'?",
        ),
        (["--prefixlint-min-severity=high"], "prefixlint: flake8 option: min-severity: invalid enum value 'high'"),
    ):
        result = _only(flake8, *arguments, "app.py")
        assert result.returncode == 1
        assert text in result.stdout.splitlines()[-1]
        assert "Traceback" not in result.stdout + result.stderr


def test_what_is_no_python_is_reported_by_flake8_alone(flake8, tmp_path):
    (tmp_path / "bad.py").write_text('messages = [{"role": \n')
    codes = _codes(flake8("bad.py"))
    assert "E999" in codes or "E902" in codes
    assert "PFX000" not in codes


def test_encodings_and_newlines(flake8, tmp_path, clock, clock_line):
    text = "# coding: latin-1\r\n" + clock.replace("Now: ", "Zeit für: ").replace("\n", "\r\n")
    (tmp_path / "app.py").write_bytes(text.encode("latin-1"))
    assert _only(flake8, "app.py").stdout.startswith(f"app.py:{clock_line + 1}:")
    (tmp_path / "app.py").write_bytes(b"\xef\xbb\xbf" + clock.encode())
    assert _only(flake8, "app.py").stdout.startswith(f"app.py:{clock_line}:")
