"""Reports for services: SARIF against the official schema, GitHub's commands read back as its runner does, GitLab's list."""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from notebooks import notebook

from prefixlint import finding as findings
from prefixlint.describe import described
from prefixlint.finding import Confidence, Finding, Fix, Loss, Place, Related, RequestInfo, Severity
from prefixlint.report import github, gitlab, sarif
from prefixlint.report.fingerprints import fingerprints
from prefixlint.report.rooted import Root, encoded
from prefixlint.report.way import way
from prefixlint_rules import ALL

SCHEMA = json.loads((Path(__file__).parent / "schema" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

SOURCE = [
    "def ask(history):",
    '    system = f"日本 {now} {RULES}"',
    "    return client.create(",
    "        system=system,",
    "    )",
]
HERE = Root("/repository", "/repository")


def finding(**more):
    """A finding with everything that one can have."""
    given = {
        "code": "PFX101",
        "name": "clock-before-stable",
        "severity": Severity.ERROR,
        "confidence": Confidence.CERTAIN,
        "reason": "clock",
        "place": Place("app.py", 2, 20, 2, 23),
        "message": "`now` differs in each call, 100% of it: [a], {b}\nand \\c",
        "request": RequestInfo(Place("app.py", 3, 12, 5, 6), "openai", "chat", None),
        "related": (
            Related(Place("app.py", 2, 26, 2, 33), "is not reused"),
            Related(Place("time.py", 4, 1, 4, 9), "the value comes from here"),
            Related(Place("time.py", 1, 1, 1, 9), "the value comes from here"),
            Related(Place("app.py", 2, 14, 2, 35), "and comes through this call"),
            Related(Place("app.py", 3, 12, 5, 6), "sent here"),
        ),
        "loss": Loss(900, None, False, 3, 1024),
        "fix": Fix("display", "Move the clock behind the rules."),
    }
    return Finding(**{**given, **more})


def lines(path, cell):
    return SOURCE if path == "app.py" else []


def rendered(*found, root=HERE, status=1, problems=(), lines=lines):
    """The SARIF document of some findings, which is valid."""
    texts = described(ALL)
    document = json.loads(sarif.render(found, texts, lines, root, sarif.Invocation(status, tuple(problems))))
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    (run,) = document["runs"]
    return run


# ---- SARIF ---------------------------------------------------------------------------------------------------------


def test_a_result_says_all_that_a_finding_says():
    run = rendered(finding())
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "PFX101"
    assert (result["level"], result["message"]["text"]) == ("error", finding().message)
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "app.py", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 2, "startColumn": 20, "endLine": 2, "endColumn": 23, "snippet": {"text": "now"}},
    }
    assert [one["message"]["text"] for one in result["relatedLocations"]] == [one.message for one in finding().related]
    assert [one["id"] for one in result["relatedLocations"]] == [1, 2, 3, 4, 5]
    assert result["properties"]["loss"]["shared_prefix_tokens"] == 3


def test_the_flow_goes_from_the_source_through_the_culprit_to_the_request():
    (result,) = rendered(finding())["results"]
    (flow,) = result["codeFlows"]
    (thread,) = flow["threadFlows"]
    steps = [one["location"]["physicalLocation"] for one in thread["locations"]]
    assert [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in steps] == [
        ("time.py", 1),
        ("time.py", 4),
        ("app.py", 2),
        ("app.py", 2),
        ("app.py", 3),
    ]
    assert [one["executionOrder"] for one in thread["locations"]] == [1, 2, 3, 4, 5]
    assert [one["importance"] for one in thread["locations"]].index("essential") == 2


def test_a_finding_that_goes_nowhere_has_no_flow():
    (result,) = rendered(finding(request=None, related=()))["results"]
    assert "codeFlows" not in result and "relatedLocations" not in result
    assert way(finding(request=None, related=())) == [Related(finding().place, finding().message)]


def test_every_rule_is_described():
    driver = rendered()["tool"]["driver"]
    assert [one["id"] for one in driver["rules"]] == [rule.about.code for rule in ALL]
    for one, rule in zip(driver["rules"], ALL, strict=True):
        assert one["name"] == rule.about.name
        assert one["help"]["markdown"].startswith(f"# {rule.about.name} ({rule.about.code})")
        assert one["help"]["text"].endswith(one["helpUri"])
        assert len(one["fullDescription"]["text"]) < 1000, "GitHub cuts it there"
        assert one["shortDescription"]["text"].endswith(".")
        assert one["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert "prompt-caching" in one["properties"]["tags"]
        enabled = one["defaultConfiguration"].get("enabled", True)
        assert enabled == (rule.about.default and not rule.about.pedantic)


def test_paths_are_addresses_below_the_root():
    names = ["a b/ü#1%.py", "c:d.py", "日本.py", "x?y.py"]
    run = rendered(*(finding(place=Place(name, 1, 1, 1, 2), request=None, related=()) for name in names))
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]]
    assert uris[0] == "a%20b/%C3%BC%231%25.py"
    for uri, name in zip(uris, names, strict=True):
        assert urlsplit(uri).scheme == ""
        assert unquote(uri) == name
    assert run["originalUriBaseIds"] == {"SRCROOT": {"uri": "file:///repository/"}}
    assert encoded("raw\udcff.py") == "raw%FF.py"


def test_paths_begin_at_the_root_wherever_the_command_was_run():
    root = Root("/repository", "/repository/back end")
    run = rendered(finding(place=Place("app.py", 2, 20, 2, 25)), root=root)
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "back%20end/app.py", "uriBaseId": "SRCROOT"}
    assert run["invocations"][0]["workingDirectory"] == {"uri": "file:///repository/back%20end/"}
    outside = rendered(finding(place=Place("../../else/app.py", 2, 1, 2, 2)), root=root)
    location = outside["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "file:///else/app.py"}


def test_what_could_not_be_checked_is_notified():
    run = rendered(status=2, problems=["gone.py: no such file or folder"])
    (invocation,) = run["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (2, False)
    assert [one["message"]["text"] for one in invocation["toolExecutionNotifications"]] == [
        "gone.py: no such file or folder"
    ]
    broken = finding(code="PFX000", name="unreadable-source", request=None, related=(), message="no Python")
    (invocation,) = rendered(broken, status=2)["invocations"]
    (notice,) = invocation["toolExecutionNotifications"]
    assert notice["associatedRule"] == {"id": "PFX000", "index": 0}
    assert notice["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    (invocation,) = rendered(finding())["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (1, True)
    assert "toolExecutionNotifications" not in invocation


def test_a_cell_is_a_logical_location():
    place = Place("try it.ipynb", 3, 5, 3, 9, 2)
    (result,) = rendered(finding(place=place, request=None, related=()))["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 1}
    assert location["logicalLocations"] == [
        {"name": "cell 2", "fullyQualifiedName": "try it.ipynb:cell 2", "kind": "cell"}
    ]
    assert location["properties"] == {"cell": 2, "line": 3, "column": 5, "endLine": 3, "endColumn": 9}


class Edit:
    """As `finding.Edit`: what stands at `place` becomes `text`."""

    def __init__(self, place, text):
        self.place, self.text = place, text


class WithEdits:
    """As a `Fix` that has edits."""

    def __init__(self, *edits):
        self.applicability, self.message, self.edits = "safe", "Sort it.", edits


def test_edits_are_fixes():
    edits = [
        Edit(Place("app.py", 2, 5, 2, 5), "sorted("),
        Edit(Place("app.py", 2, 9, 2, 9), ")"),
        Edit(Place("time.py", 1, 1, 2, 1), ""),
    ]
    (result,) = rendered(finding(fix=WithEdits(*edits)))["results"]
    (fix,) = result["fixes"]
    assert fix["description"]["text"] == "Sort it."
    assert fix["properties"] == {"applicability": "safe"}
    assert [
        (change["artifactLocation"]["uri"], [one["insertedContent"]["text"] for one in change["replacements"]])
        for change in fix["artifactChanges"]
    ] == [("app.py", ["sorted(", ")"]), ("time.py", [""])]
    region = fix["artifactChanges"][1]["replacements"][0]["deletedRegion"]
    assert region == {"startLine": 1, "startColumn": 1, "endLine": 2, "endColumn": 1}
    (result,) = rendered(finding(fix=WithEdits(Edit(Place("a.ipynb", 1, 1, 1, 2, 3), "x"))))["results"]
    assert "fixes" not in result, "lines of a cell mean nothing in the file"
    (result,) = rendered(finding())["results"]
    assert "fixes" not in result, "advice is no edit"


def test_a_document_without_findings_is_valid():
    assert rendered(status=0)["results"] == []


def test_what_is_no_text_is_written_all_the_same():
    odd = finding(place=Place("raw\udcff.py", 1, 1, 1, 1), message="odd \udcff", request=None, related=())
    assert rendered(odd)["results"][0]["message"]["text"] == "odd \\udcff"


# ---- fingerprints --------------------------------------------------------------------------------------------------


def moved(place, down):
    return Place(place.path, place.line + down, place.column, place.end_line + down, place.end_column)


def test_fingerprints_survive_moved_lines_and_nothing_else():
    before = finding()
    after = finding(
        place=moved(before.place, 7),
        request=RequestInfo(moved(before.request.place, 7), "openai", "chat", None),
        related=tuple(Related(moved(one.place, 7), one.message) for one in before.related),
    )
    (one,) = fingerprints([before], lines, HERE)
    (other,) = fingerprints([after], lambda path, cell: [""] * 7 + list(lines(path, cell)), HERE)
    assert one == other
    for changed in (
        finding(code="PFX102"),
        finding(place=Place("else.py", 2, 20, 2, 25)),
        finding(place=Place("app.py", 2, 14, 2, 19)),
    ):
        assert fingerprints([changed], lines, HERE) != [one]


def test_fingerprints_do_not_depend_on_the_figures_in_a_message():
    assert fingerprints([finding(message="other words")], lines, HERE) == fingerprints([finding()], lines, HERE)


def test_fingerprints_are_different_for_twins():
    marks = fingerprints([finding(), finding(), finding()], lines, HERE)
    assert len(set(marks)) == 3
    assert marks[1].startswith(marks[0])


# ---- GitHub --------------------------------------------------------------------------------------------------------

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text):
    """As the runner does it: the percent sign last."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def commands(*found, root=HERE, problems=()):
    """The commands as the runner reads them: word, properties, message."""
    read = []
    for line in github.render(found, problems, root).decode().splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        word, given, message = match.groups()
        properties = {key: unescaped(value) for key, value in (pair.split("=", 1) for pair in given.split(","))}
        read.append((word, properties, unescaped(message)))
    return read


def test_github_commands_are_read_back():
    ((word, properties, message),) = commands(finding())
    assert word == "error"
    assert properties == {
        "file": "app.py",
        "line": "2",
        "endLine": "2",
        "col": "20",
        "endColumn": "23",
        "title": "PFX101 clock-before-stable",
    }
    assert message == f"{finding().message}\nhelp: Move the clock behind the rules."


def test_github_properties_are_escaped():
    place = Place("a,b:c%2C.py", 1, 1, 1, 2)
    ((_, properties, _),) = commands(finding(place=place))
    assert properties["file"] == "a,b:c%2C.py"


def test_github_shows_the_most_severe_first():
    found = [
        finding(severity=Severity.NOTE, place=Place("a.py", 1, 1, 1, 2)),
        finding(severity=Severity.WARNING, place=Place("b.py", 1, 1, 1, 2), loss=None),
        finding(severity=Severity.WARNING, place=Place("c.py", 1, 1, 1, 2)),
        finding(place=Place("d.py", 1, 1, 1, 2)),
    ]
    read = commands(*found, problems=["gone: no such file"])
    assert [word for word, _, _ in read] == ["error", "error", "warning", "warning", "notice"]
    assert read[0][2] == "gone: no such file"
    assert [properties["file"] for _, properties, _ in read[1:]] == ["d.py", "c.py", "b.py", "a.py"]


def test_github_gets_no_columns_of_several_lines():
    ((_, properties, _),) = commands(finding(place=Place("app.py", 2, 5, 4, 9)))
    assert (properties["line"], properties["endLine"]) == ("2", "4")
    assert "col" not in properties and "endColumn" not in properties


def test_github_is_told_the_cell_in_words():
    ((_, properties, message),) = commands(finding(place=Place("try.ipynb", 3, 5, 3, 9, 2)))
    assert (properties["line"], "col" in properties) == ("1", False)
    assert message.startswith("cell 2:3:5: `now` differs")


# ---- GitLab --------------------------------------------------------------------------------------------------------


def test_gitlab_gets_what_it_reads():
    note = finding(severity=Severity.NOTE, place=Place("try.ipynb", 3, 5, 3, 9, 2), message="differs")
    issues = json.loads(gitlab.render([finding(), note], lines, Root("/r", "/r/sub")))
    assert [set(one) for one in issues] == [{"description", "check_name", "fingerprint", "severity", "location"}] * 2
    assert [one["severity"] for one in issues] == ["critical", "info"]
    assert issues[0]["location"] == {"path": "sub/app.py", "lines": {"begin": 2}}
    assert issues[1]["location"]["lines"] == {"begin": 1}
    assert issues[1]["description"] == "PFX101 cell 2:3:5: differs"
    assert len({one["fingerprint"] for one in issues}) == 2


# ---- from the command line -----------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path, clock):
    """A repository with a folder of code, a notebook in it, and a file that is no Python."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    folder = tmp_path / "back"
    folder.mkdir()
    (folder / "app.py").write_text(clock)
    (folder / "try.ipynb").write_bytes(notebook([clock]))
    (folder / "bad.py").write_text('messages = [{"role": "system", \n')
    return tmp_path


def test_sarif_from_the_command_line(prefixlint, repository, clock_line):
    result = prefixlint("check", "back", "gone", "--output-format", "sarif")
    assert result.returncode == 2
    document = json.loads(result.stdout)
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    (run,) = document["runs"]
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]}
    assert uris == {"back/app.py", "back/bad.py", "back/try.ipynb"}
    notices = [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    assert len(notices) == 2 and notices[0] == "gone: no such file or folder"
    by_rule = {one["ruleId"]: one for one in run["results"] if "app.py" in json.dumps(one["locations"])}
    region = by_rule["PFX101"]["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == clock_line
    assert region["snippet"]["text"] == "datetime.now()"


def test_github_and_gitlab_from_the_command_line(prefixlint, repository):
    result = prefixlint("check", "back", "gone", "--output-format", "github")
    assert result.returncode == 2
    words = [COMMAND.fullmatch(line).group(1) for line in result.stdout.splitlines()]
    assert words[0] == "error" and len(words) == 4
    assert "file=back/app.py," in result.stdout
    assert "prefixlint: error: gone: no such file or folder" in result.stderr
    issues = json.loads(prefixlint("check", "back", "--output-format", "gitlab").stdout)
    assert {one["location"]["path"] for one in issues} == {"back/app.py", "back/bad.py", "back/try.ipynb"}


def test_the_schema_is_the_one_we_name():
    assert SCHEMA["id"] == sarif.SCHEMA


def test_an_address_of_ours_is_given_for_our_codes_only():
    assert findings.address("PFX101").endswith("/PFX101.md")
    assert findings.address("ACM101") == ""
