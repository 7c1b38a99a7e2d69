"""What an editor shows of a request and offers for a finding: hover, lines above requests, actions."""

import pytest
from lsp_programs import ALONE, APP, CLOCK

from prefixlint.finding import Confidence, Finding, Fix, Place, Severity
from prefixlint.lsp import actions
from prefixlint.lsp.documents import Documents


def applied(text, edits):
    """The text after edits, which do not overlap; columns are those of ASCII."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: (one["range"]["start"]["line"], one["range"]["start"]["character"]))[
        ::-1
    ]:
        start, end = edit["range"]["start"], edit["range"]["end"]
        head, tail = lines[start["line"]][: start["character"]], lines[end["line"]][end["character"] :]
        lines[start["line"] : end["line"] + 1] = (head + edit["newText"] + tail).split("\n")
    return "\n".join(lines)


@pytest.fixture
def opened(start, app):
    """Opens a text and gives the client, its address and its diagnostics."""

    def begin(text, name="app.py", **more):
        client = start(app)
        client.initialize(app, **more)
        uri = (app / name).as_uri()
        client.open(uri, text)
        return client, uri, client.diagnostics(uri, lambda _: True)

    return begin


def hover(client, uri, line, character):
    where = {"line": line, "character": character}
    found = client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": where})
    return found and (found["contents"]["value"], found["range"])


def offered(client, uri, where, only=None):
    context = {"diagnostics": [], **({"only": only} if only else {})}
    asked = {"textDocument": {"uri": uri}, "range": where, "context": context}
    return {one["title"]: one for one in client.ask("textDocument/codeAction", asked)}


# -- reading ----------------------------------------------------------------------------------------------------------


def test_hover_on_a_value_and_on_a_request(opened):
    client, uri, found = opened(APP)
    where = found[0]["range"]
    text, spot = hover(client, uri, CLOCK, where["start"]["character"] + 3)
    assert spot == where
    assert text.startswith("`datetime.now()`: changes with each call")
    assert "openai" in text and "gpt-5.2" in text and "system" in text
    line = next(number for number, one in enumerate(APP.split("\n")) if "completions.create(" in one)
    text, spot = hover(client, uri, line, APP.split("\n")[line].index("completions"))
    assert "tokens" in text and spot["start"]["line"] == line
    assert hover(client, uri, 0, 0) is None
    assert hover(client, "file:///nowhere.py", 0, 0) is None


def test_hover_on_a_prompt_whose_request_stands_elsewhere(opened, app):
    client, _, _ = opened(APP)
    other = (app / "prompts.py").as_uri()
    client.open(other, (app / "prompts.py").read_text("utf-8"))
    client.diagnostics(other, lambda _: True)
    text, spot = client.until(lambda: hover(client, other, 3, 2), "a hover")
    assert "openai" in text and spot["start"]["line"] == 0


def test_hover_follows_the_text(opened):
    client, uri, found = opened(APP)
    column = found[0]["range"]["start"]["character"]
    client.until(lambda: hover(client, uri, CLOCK, column), "a hover")  # then a text that cannot be read
    client.change(uri, "#\n#\n" + APP.replace("def ask(question):", "def ask(question"), 2)
    client.diagnostics(uri, version=2)
    text, spot = hover(client, uri, CLOCK + 2, column)
    assert text.startswith("`datetime.now()`") and spot["start"] == {"line": CLOCK + 2, "character": column}


def test_a_line_above_each_request(opened):
    client, uri, _ = opened(APP)
    (lens,) = client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert lens["command"]["title"].startswith("stable prefix: about ")
    assert APP.split("\n")[lens["range"]["start"]["line"]].strip().startswith("return client.chat")
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    assert client.ask("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": whole}) == []


def test_hints_for_editors_without_such_lines(opened):
    client, uri, _ = opened(APP, textDocument={"codeLens": None, "inlayHint": {}})
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    (hint,) = client.ask("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": whole})
    assert hint["label"].startswith("stable prefix: about ")
    line = APP.split("\n").index('            {"role": "system", "content": f"Now: {datetime.now()}\\n{RULES}"},') - 3
    assert hint["position"] == {"line": line, "character": len(APP.split("\n")[line])}


# -- comments that hide a finding -------------------------------------------------------------------------------------

IN_STRING = ALONE.replace('f"Now: {datetime.now()}\\n{RULES}"', 'f"""\nNow: {datetime.now()}\n{RULES}\n"""')


CONTINUED = ALONE.replace('\\n{RULES}"},', '\\n" \\\n                + RULES},')


@pytest.mark.parametrize("text", [APP, IN_STRING, CONTINUED], ids=["one line", "string of several lines", "continued"])
@pytest.mark.parametrize("kind", ["noqa", "prefixlint: ignore"])
def test_a_comment_hides_a_finding(opened, text, kind):
    client, uri, found = opened(text)
    action = offered(client, uri, found[0]["range"])[f"Hide PFX101 on this line ({kind})"]
    assert action["kind"] == "quickfix" and "isPreferred" not in action
    assert [one["code"] for one in action["diagnostics"]] == ["PFX101"]
    (change,) = action["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    after = applied(text, change["edits"])
    compile(after, "after", "exec")
    assert after.replace("  # noqa: PFX101", "").replace("  # prefixlint: ignore[clock-before-stable]", "") == text
    client.change(uri, after, 2)
    assert client.diagnostics(uri, lambda found: found == [], version=2) == []


def test_a_comment_that_is_there_already_gets_another_code(opened):
    text = APP.replace('{RULES}"},', '{RULES}"},  # noqa: E501  # long')
    client, uri, found = opened(text)
    action = offered(client, uri, found[0]["range"])["Hide PFX101 on this line (noqa)"]
    after = applied(text, action["edit"]["documentChanges"][0]["edits"])
    assert "# noqa: E501,PFX101  # long" in after
    client.change(uri, after, 2)
    assert client.diagnostics(uri, lambda found: found == [], version=2) == []


def test_nothing_is_offered_for_a_file_that_cannot_be_parsed(opened):
    client, uri, _ = opened(ALONE.replace("def ask(question):", "def ask(question"))
    for one in client.diagnostics(uri):
        assert offered(client, uri, one["range"]) == {}


def test_only_what_is_asked_for(opened):
    client, uri, found = opened(APP)
    assert offered(client, uri, found[0]["range"], ["refactor"]) == {}
    assert offered(client, uri, found[0]["range"], ["quickfix"])
    away = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}
    assert offered(client, uri, away) == {}


def test_editors_that_know_no_versions_get_plain_changes(opened):
    client, uri, found = opened(APP, workspace={"workspaceEdit": {}})
    action = offered(client, uri, found[0]["range"])["Hide PFX101 on this line (noqa)"]
    assert list(action["edit"]["changes"]) == [uri]


# -- fixes ------------------------------------------------------------------------------------------------------------


class Mended(Fix):
    """A fix with edits, as fixes carry them."""

    def __init__(self, applicability, *edits):
        super().__init__(applicability, "sort where the list is built")
        object.__setattr__(self, "edits", tuple(actions.Change(*edit) for edit in edits))


def finding(fix, line=1):
    place = Place("/a.py", line, 1, line, 5)
    return Finding("PFX201", "set-order", Severity.WARNING, Confidence.CERTAIN, "set_order", place, "unsorted", fix=fix)


def edit(line, column, text, end=None):
    return Place("/a.py", line, column, line, end or column), text


def test_fixes_as_actions():
    made = actions.fix(finding(Mended("safe", edit(1, 1, "sorted("), edit(1, 5, ")"))))
    assert (made.title, made.preferred, len(made.changes)) == ("PFX201: Sort where the list is built", True, 2)
    risky = actions.fix(finding(Mended("unsafe", edit(1, 1, "x"))))
    assert risky.title.endswith(" (unsafe)") and not risky.preferred
    assert actions.fix(finding(Mended("display", edit(1, 1, "x")))) is None
    assert actions.fix(finding(Fix("safe", "no edits"))) is None
    assert actions.fix(finding(None)) is None


def test_all_safe_fixes_at_once():
    importing = edit(1, 1, "import json\n")
    found = [
        finding(Mended("safe", importing, edit(3, 1, "a", 4))),
        finding(Mended("safe", importing, edit(4, 1, "b", 4)), 2),
        finding(Mended("safe", edit(4, 2, "c", 3)), 3),  # touches what the second changes
        finding(Mended("unsafe", edit(9, 1, "d")), 4),
    ]
    everything = actions.fix_all(found, "/a.py")
    assert [one.text for one in everything.changes] == ["import json\n", "a", "b"]
    assert everything.findings == (found[0], found[1])
    assert actions.fix_all(found[3:], "/a.py") is None


def test_comments_in_a_cell():
    documents = Documents("utf-16")
    snapshot = documents.open("file:///a.py", 1, "x = 1\ny = (\n    2)  # why\n")
    (noqa, ignore) = actions.suppressions(finding(None, 3), snapshot)
    assert noqa.changes == (actions.Change(Place("/a.py", 3, 14, 3, 14), "  # noqa: PFX201"),)
    assert ignore.changes[0].text == "  # prefixlint: ignore[set-order]"


def test_a_safe_fix_is_applied(opened):
    text = ALONE.replace("{datetime.now()}", "{', '.join({str(one) for one in question})}")
    client, uri, found = opened(text)
    (unsorted,) = [one for one in found if one["code"] == "PFX201"]
    (fix,) = [one for one in offered(client, uri, unsorted["range"]).values() if one.get("isPreferred")]
    assert fix["kind"] == "quickfix" and not fix["title"].endswith("(unsafe)")
    (everything,) = offered(client, uri, unsorted["range"], ["source.fixAll"]).values()
    assert everything["kind"] == "source.fixAll.prefixlint"
    assert everything["edit"] == fix["edit"]
    after = applied(text, fix["edit"]["documentChanges"][0]["edits"])
    assert "sorted(" in after
    client.change(uri, after, 2)
    assert "PFX201" not in [one["code"] for one in client.diagnostics(uri, lambda _: True, version=2)]
