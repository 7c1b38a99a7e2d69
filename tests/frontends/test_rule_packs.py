"""Rule packs: the one of docs/rule-packs.md, built, installed and run as it stands there; and packs that are no good."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from prefixlint import packs
from prefixlint.compare import compared
from prefixlint.config import ConfigError, Settings
from prefixlint.lint import lint_text
from prefixlint.requests.families import Scene
from prefixlint.rule import About, ProjectRule, Report, RequestRule
from prefixlint_rules import ALL

PAGE = (Path(__file__).parents[2] / "docs" / "rule-packs.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

APP = """\
from openai import OpenAI

OpenAI().responses.create(model="gpt-5.2", input="Say hello.")
"""


def block(language, holding):
    """The block of code of the page that holds some words."""
    (found,) = [text for kind, text in BLOCKS if kind == language and holding in text]
    return found


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder into which the pack of the page is installed."""
    source = tmp_path_factory.mktemp("source")
    (source / "acme_prompts").mkdir()
    (source / "acme_prompts" / "__init__.py").write_text(block("python", "class FloatingModel"), encoding="utf-8")
    (source / "pyproject.toml").write_text(block("toml", "[build-system]"), encoding="utf-8")
    target = tmp_path_factory.mktemp("installed")
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    command = [sys.executable, "-c", build, str(source)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    wheel = source / done.stdout.split()[-1]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    done = subprocess.run(
        [*pip, "--no-deps", "--target", str(target), str(wheel)], cwd=source, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def with_pack(installed):
    """The environment of a command that sees the pack."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(installed), os.environ.get("PYTHONPATH", "")]))}


def test_the_rule_is_listed_and_explained(prefixlint, with_pack):
    last = prefixlint("rules", **with_pack).stdout.splitlines()[-1]
    assert last.split()[:2] == ["ACM101", "floating-model"]
    page = prefixlint("explain", "floating-model", **with_pack).stdout
    assert page.startswith("# floating-model (ACM101)")
    assert "- `allowed`: tuple[str, ...], default []" in page
    listed = json.loads(prefixlint("rules", "--output-format", "json", **with_pack).stdout)
    assert (listed[-1]["code"], listed[-1]["url"]) == ("ACM101", "")
    assert "ACM101" not in prefixlint("rules").stdout


def test_it_reports_what_the_page_says(prefixlint, flake8, tmp_path, with_pack):
    (tmp_path / "app.py").write_text(APP)
    said = block("text", "ACM101")
    result = prefixlint("check", "--select", "ACM", "--output-format", "concise", "app.py", **with_pack)
    assert (result.returncode, result.stdout) == (1, said)
    result = flake8("--select", "ACM", "app.py", **with_pack)
    assert (result.returncode, result.stdout) == (1, said)
    assert "ACM101" in flake8("app.py", **with_pack).stdout, "on without being selected"
    assert "ACM101" in prefixlint("check", **with_pack).stdout


def test_it_is_ignored_suppressed_and_set_like_ours(prefixlint, flake8, tmp_path, with_pack):
    (tmp_path / "app.py").write_text(APP)
    assert prefixlint("check", "--ignore", "ACM101", **with_pack).returncode == 0
    assert prefixlint("check", "--ignore", "floating-model", **with_pack).returncode == 0
    assert flake8("--extend-ignore", "ACM", "app.py", **with_pack).returncode == 0
    (tmp_path / "pyproject.toml").write_text(block("toml", "floating-model"))
    assert prefixlint("check", **with_pack).returncode == 0
    assert flake8("app.py", **with_pack).returncode == 0
    result = prefixlint("check")
    assert result.returncode == 2, "without the pack its name is a mistake"
    assert "rules: unknown rule 'floating-model'" in result.stderr
    (tmp_path / "pyproject.toml").unlink()
    (tmp_path / "app.py").write_text(APP.replace('hello.")', 'hello.")  # noqa: ACM101'))
    assert prefixlint("check", **with_pack).returncode == 0
    assert flake8("app.py", **with_pack).returncode == 0


def test_reports_for_services_know_it(prefixlint, tmp_path, with_pack):
    (tmp_path / "app.py").write_text(APP)
    run = json.loads(prefixlint("check", "--output-format", "sarif", **with_pack).stdout)["runs"][0]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], result["ruleId"], "helpUri" in rule) == ("ACM101", "ACM101", False)
    assert "title=ACM101 floating-model::" in prefixlint("check", "--output-format", "github", **with_pack).stdout


def test_several_processes_know_it(prefixlint, tmp_path, with_pack):
    for number in range(4):
        (tmp_path / f"app{number}.py").write_text(APP)
    result = prefixlint("check", "--jobs", "2", "--output-format", "concise", **with_pack)
    assert result.stdout.count("ACM101") == 4


def test_the_tests_of_the_page_pass(installed, with_pack, tmp_path):
    (tmp_path / "test_pack.py").write_text(block("python", "def test_examples"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_pack.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, **with_pack})
    assert done.returncode == 0, done.stdout


# ---- packs that are no good ----------------------------------------------------------------------------------------


class Good(RequestRule):
    about = About("ACM101", "bad-thing", "a bad thing", "1.0")
    why = "Because."
    advice = "Do not."
    examples = ()

    def check(self, request):
        return iter(())


def with_about(*arguments):
    """A rule like `Good` with another identity."""
    rule = Good()
    object.__setattr__(rule, "about", About(*arguments))
    return rule


class Silent(RequestRule):
    about = About("ACM102", "silent-thing", "says nothing", "1.0")


def local():
    class Inside(Good):
        pass

    return [Inside()]


def leaves():
    raise SystemExit(3)


THINGS = {
    "good": [Good()],
    "called": lambda: (Good(),),
    "classes": [Good],
    "words": ["ACM101"],
    "number": 7,
    "silent": [Silent()],
    "twice": [Good(), Good()],
    "ours": [with_about("PFX101", "bad-thing", "x", "1")],
    "long": [with_about("ACME01", "bad-thing", "x", "1")],
    "name": [with_about("ACM101", "Bad thing", "x", "1")],
    "taken": [with_about("ACM101", "set-order", "x", "1")],
    "local": local,
    "leaves": leaves,
}


class Point:
    """As an entry point."""

    def __init__(self, name, thing, package="acme-prompts"):
        self.name = name
        self.value = f"acme_prompts:{thing}"
        self.thing = thing
        self.dist = type("Distribution", (), {"name": package, "version": "1.0"})

    def load(self):
        if self.thing not in THINGS:
            raise ModuleNotFoundError("No module named 'acme_prompts'")
        return THINGS[self.thing]


def rules_of(*points):
    return list(packs._of_packs(points, ALL))


@pytest.mark.parametrize("thing", ["good", "called"])
def test_a_sequence_or_what_gives_one(thing):
    assert [rule.about.code for rule in rules_of(Point("ACM", thing))] == ["ACM101"]


@pytest.mark.parametrize(
    ("name", "thing", "said"),
    [
        ("ACM", "gone", "acme_prompts:gone cannot be loaded: ModuleNotFoundError: No module named 'acme_prompts'"),
        ("ACM", "number", "acme_prompts:number cannot be loaded: TypeError: 'int' object is not iterable"),
        ("ACM", "leaves", "acme_prompts:leaves cannot be loaded: SystemExit: 3"),
        ("ACM", "classes", "the class Good is no object of a subclass of RequestRule or ProjectRule"),
        ("ACM", "words", "'ACM101' is no object of a subclass of RequestRule or ProjectRule"),
        ("ACM", "silent", "ACM102 has no `why`"),
        ("ACM", "twice", "ACM101 is taken by rule pack acme-prompts 1.0"),
        ("ACM", "ours", "the code 'PFX101' is not ACM and three digits"),
        ("ACM", "long", "the code 'ACME01' is not ACM and three digits"),
        ("ACM", "name", "ACM101: the name 'Bad thing' is not of the form clock-before-stable"),
        ("ACM", "taken", "set-order is taken by prefixlint"),
        ("ACM", "local", "ACM101 cannot be handed to another process: "),
        ("acme", "good", "the entry point's name must be three capital letters, not 'acme'"),
        ("PFX", "good", "the prefix PFX is taken by prefixlint"),
    ],
)
def test_a_bad_pack_is_one_line(name, thing, said):
    with pytest.raises(ConfigError) as caught:
        rules_of(Point(name, thing))
    assert str(caught.value).startswith(f"rule pack acme-prompts 1.0: {said}")
    assert "\n" not in str(caught.value)


def test_two_packs_with_one_prefix():
    with pytest.raises(
        ConfigError, match=r"rule pack other 1\.0: the prefix ACM is taken by rule pack acme-prompts 1\.0"
    ):
        rules_of(Point("ACM", "good"), Point("ACM", "good", "other"))


def test_a_bad_pack_ends_every_command(prefixlint, flake8, tmp_path):
    folder = tmp_path / "site" / "broken_pack-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-pack\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[prefixlint.rules]\nBRK = broken_pack:RULES\n")
    (tmp_path / "app.py").write_text(APP)
    known = {"PYTHONPATH": os.pathsep.join(filter(None, [str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")]))}
    said = "rule pack broken-pack 1.0: broken_pack:RULES cannot be loaded: ModuleNotFoundError: No module named 'broken_pack'"
    for arguments in (["check"], ["rules"], ["explain", "PFX101"], ["config"]):
        result = prefixlint(*arguments, **known)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr == f"prefixlint: error: {said}\n"
    result = flake8("app.py", **known)
    assert result.returncode == 1
    assert said in result.stdout.splitlines()[-1]
    assert "Traceback" not in result.stdout + result.stderr


# ---- rules that fail -----------------------------------------------------------------------------------------------


class Fails(Good):
    about = About("ACM201", "failing-thing", "fails", "1.0")

    def check(self, request):
        raise KeyError("boom")
        yield


class GivesNothing(Good):
    about = About("ACM202", "nothing-thing", "gives no reports", "1.0")

    def check(self, request):
        return None


class GivesWords(Good):
    about = About("ACM203", "word-thing", "gives words", "1.0")

    def check(self, request):
        yield "a bad thing"


class Pretends(Good):
    about = About("ACM204", "pretending-thing", "reports under our code", "1.0")

    def check(self, request):
        about = About("PFX101", "clock-before-stable", "", "")
        yield Report(about, "x", 1, 1, "x", request.origin, request)


class FailsToCompare(ProjectRule):
    about = About("ACM205", "comparing-thing", "fails", "1.0")
    asks_usage = True  # so that a single request is looked at

    def compare(self, scene):
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Fails(), r"ACM201 failed at test_rule_packs.py:\d+ \(KeyError: 'boom'\)"),
        (GivesNothing(), r"ACM202 failed at lint.py:\d+ \(TypeError: 'NoneType' object is not iterable\)"),
        (GivesWords(), r"ACM203 failed \(TypeError: str is no Report\)"),
        (Pretends(), r"ACM204 failed \(ValueError: a rule reports under its own code only\)"),
        (FailsToCompare(), r"ACM205 failed at test_rule_packs.py:\d+ \(ZeroDivisionError\)"),
    ],
    ids=lambda value: "" if isinstance(value, str) else type(value).__name__,
)
def test_a_rule_that_fails_is_reported_and_others_go_on(rule, said, clock):
    usual = [one for one in ALL if one.about.default and not one.about.pedantic]
    result = lint_text("app.py", clock.encode(), Settings(), (rule, *usual))
    codes = [one.code for one in result.findings]
    assert sorted(codes) == ["PFX000", "PFX101"]
    (failed,) = [one.message for one in result.findings if one.code == "PFX000"]
    assert re.fullmatch(rf"internal error of the rule pack \w+: {said}; please report it to those who made it", failed)


def test_nobody_fails_where_there_is_nothing_to_compare():
    assert compared(Scene((), False), ()) == []


def test_without_packs_there_are_only_ours():
    packs.all_rules.cache_clear()
    assert packs.all_rules() == ALL
