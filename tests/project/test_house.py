"""Tests about the project itself: what is promised about rules, documents and packages is kept."""

import ast
import importlib.util
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from prefixlint import __version__, config
from prefixlint.rule import ProjectRule, RequestRule
from prefixlint_rules import ALL

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "prefixlint_rules"
ABOUTS = [rule.about for rule in ALL]

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _tracked(*suffixes):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    if listed == [""]:  # a source archive: everything in it is ours
        listed = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if ".venv" not in path.parts]
    return [ROOT / name for name in listed if name.endswith(suffixes) and (ROOT / name).is_file()]


def test_codes_and_names_are_unique_and_in_order():
    codes = [about.code for about in ABOUTS]
    assert codes == sorted(set(codes))
    assert len({about.name for about in ABOUTS}) == len(ABOUTS)


@pytest.mark.parametrize("about", ABOUTS, ids=lambda about: about.code)
def test_names_and_codes_have_their_form(about):
    assert re.fullmatch(r"PFX\d{3}", about.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", about.name)
    assert not about.name.startswith(("no-", "avoid-", "prefer-", "use-")), "named after the bad thing"


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.about.code)
def test_a_rule_says_what_is_needed(rule):
    assert rule.why.strip()
    assert rule.advice.strip()
    assert rule.examples or rule.about.code == config.UNREADABLE
    for name, (kind, value) in config.options_of(rule).items():
        assert kind is type(value), name


def test_unreadable_source_is_what_the_front_ends_call_it():
    names = {about.code: about.name for about in ABOUTS}
    assert names.get(config.UNREADABLE, config.UNREADABLE_NAME) == config.UNREADABLE_NAME


def test_every_rule_file_is_registered():
    registered = {type(rule).__module__.rpartition(".")[2] for rule in ALL}
    files = {path.stem for path in RULES.glob("*.py") if not path.stem.startswith("_")}
    with_rule = {stem for stem in files if "About(" in (RULES / f"{stem}.py").read_text(encoding="utf-8")}
    assert with_rule == registered


def test_a_rule_file_is_named_after_its_rule():
    for rule in ALL:
        assert type(rule).__module__.rpartition(".")[2] == rule.about.name.replace("-", "_")


def test_every_rule_is_run():
    for rule in ALL:
        assert isinstance(rule, (RequestRule, ProjectRule)) or rule.about.code == config.UNREADABLE


ALLOWED = {
    "prefixlint.rule",
    "prefixlint.finding",
    "prefixlint.requests.families",
    "prefixlint.requests.inversions",
    "prefixlint.requests.model",
    "prefixlint.flow.volatility",
    "prefixlint.flow.values",
    "prefixlint.tokens",
}


@pytest.mark.parametrize("path", sorted(RULES.glob("*.py")), ids=lambda path: path.stem)
def test_rules_import_what_rules_may_see(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            root = name.partition(".")[0]
            own = root == "prefixlint_rules"
            assert name in ALLOWED or root in sys.stdlib_module_names or own, f"{path.name} imports {name}"


def test_pages_of_rules_are_current():
    spec = importlib.util.spec_from_file_location("generate_rules", ROOT / "docs" / "generate_rules.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.stale() == [], "run make docs-rules"


def test_the_changelog_names_every_rule_and_this_version():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"[{__version__}]" in text
    assert [about.code for about in ABOUTS if about.code not in text] == []


def test_every_setting_is_documented():
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert [key for key in config.key_names() if f"`{key}`" not in text] == []


def test_versions_agree():
    assert PROJECT["project"]["version"] == __version__


def test_the_wheel_holds_exactly_two_names_and_its_data(tmp_path):
    pytest.importorskip("hatchling")
    build = "from hatchling.build import build_wheel; import sys; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "prefixlint",
        "prefixlint_rules",
        f"prefixlint-{__version__}.dist-info",
    }
    for path in (ROOT / "linter" / "prefixlint").rglob("*"):
        if path.suffix in (".py", ".toml", ".md", ".html", ".css", ".js") or path.name == "py.typed":
            assert path.relative_to(ROOT / "linter").as_posix() in names
    assert "prefixlint_rules/py.typed" in names


def test_no_path_of_a_machine_is_written_down():
    # Put together from parts, so that this file does not find itself.
    folders = ["/" + name + "/" for name in ("root", "work", "home")]
    wanted = re.compile("|".join(rf"(?<![\w.~/-]){folder}\w" for folder in folders))
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _tracked(".py", ".toml", ".md", ".yaml", ".cfg", "Makefile", "run")
        if "corpus" not in path.parts
        for match in wanted.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_the_hooks_are_valid():
    pytest.importorskip("pre_commit")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_nothing_but_the_agreed_folders_at_the_top():
    folders = {path.relative_to(ROOT).parts[0] for path in _tracked("") if len(path.relative_to(ROOT).parts) > 1}
    assert folders <= {"linter", "rules", "tests", "docs", ".ci", "benchmarks", "editors"}


def test_source_roots_are_no_packages():
    assert not (ROOT / "linter" / "__init__.py").exists()
    assert not (ROOT / "rules" / "__init__.py").exists()
