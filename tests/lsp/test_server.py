"""The language server as a process, asked by a client over its pipes: documents, diagnostics, its life."""

import json
import subprocess
import sys
import time

import commands
import pytest
from lsp_programs import ALONE, APP, CLOCK, PROMPTS, RULES

BROKEN = APP.replace("def ask(question):", "def ask(question")


def codes(diagnostics):
    return [one["code"] for one in diagnostics]


def at(diagnostics, code="PFX101"):
    (found,) = [one for one in diagnostics if one["code"] == code]
    return found["range"]["start"]["line"], found["range"]["start"]["character"], found["range"]["end"]["character"]


# -- diagnostics ------------------------------------------------------------------------------------------------------


def test_a_finding_says_everything(start, app):
    client = start(app)
    client.initialize(app)
    uri = (app / "app.py").as_uri()
    client.open(uri, APP)
    (found,) = client.diagnostics(uri)
    line = APP.split("\n")[CLOCK]
    column = line.index("datetime.now()")
    assert found["range"]["start"] == {"line": CLOCK, "character": column}
    assert found["range"]["end"] == {"line": CLOCK, "character": column + len("datetime.now()")}
    assert (found["code"], found["severity"], found["source"]) == ("PFX101", 1, "prefixlint")
    assert found["codeDescription"]["href"].endswith("/PFX101.md")
    assert "tags" not in found
    assert found["data"]["name"] == "clock-before-stable"
    related = {
        (one["location"]["uri"], one["location"]["range"]["start"]["line"]) for one in found["relatedInformation"]
    }
    assert ((app / "prompts.py").as_uri(), 0) in related, "the text that is lost stands in the other file"
    assert any(where == uri for where, _ in related), "the request"
    assert all(one["message"] for one in found["relatedInformation"])
    assert client.stop() == 0
    assert client.errors == []


def test_the_editor_and_the_command_line_say_the_same(start, app):
    (app / "caller.py").write_text(
        "import time\nfrom wrapper import ask\nfrom prompts import RULES\n\n\ndef go():\n"
        '    return ask(f"{time.time()} " + RULES)\n',
        "utf-8",
    )
    (app / "wrapper.py").write_text(
        "from openai import OpenAI\n\n\ndef ask(text):\n    client = OpenAI()\n"
        '    return client.responses.create(model="gpt-5.2", instructions=text, input="Hello")\n',
        "utf-8",
    )
    command = ["prefixlint", "check", ".", "--output-format", "json"]
    printed = json.loads(commands.run(command, app).stdout)["findings"]
    wanted = sorted(
        (
            one["path"],
            one["code"],
            one["line"] - 1,
            one["column"] - 1,
            one["end_line"] - 1,
            one["end_column"] - 1,
            one["message"],
        )
        for one in printed
    )
    assert {one[0] for one in wanted} >= {"app.py", "caller.py"}
    client = start(app)
    client.initialize(app, pull=True)
    found = []
    for report in client.ask("workspace/diagnostic", {"previousResultIds": []})["items"]:
        for one in report["items"]:
            (first, last) = one["range"]["start"], one["range"]["end"]
            place = (first["line"], first["character"], last["line"], last["character"])
            found.append((report["uri"].rpartition("/")[2], one["code"], *place, one["message"]))
    assert sorted(found) == wanted


def test_what_is_typed_counts_not_what_is_on_disk(start, app):
    client = start(app)
    client.initialize(app)
    uri = (app / "app.py").as_uri()
    client.open(uri, APP)
    assert at(client.diagnostics(uri))[0] == CLOCK
    client.change(uri, "# one more line\n" + APP, 2)
    assert at(client.diagnostics(uri, version=2))[0] == CLOCK + 1
    client.change(uri, APP.replace("datetime.now()", "'noon'"), 3)
    assert client.diagnostics(uri, lambda found: found == [], version=3) == []


def test_a_change_of_one_document_is_seen_in_another(start, app):
    client = start(app)
    client.initialize(app)
    uri, other = (app / "app.py").as_uri(), (app / "prompts.py").as_uri()
    client.open(uri, APP)
    assert codes(client.diagnostics(uri)) == ["PFX101"]
    client.open(other, PROMPTS)
    client.change(other, "RULES = ''\n", 2)  # not saved
    client.diagnostics(uri, lambda found: found == [])
    client.change(other, PROMPTS, 3)
    client.diagnostics(uri, bool)
    client.close(other)
    (app / "prompts.py").write_text("RULES = ''\n", "utf-8")
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": other, "type": 2}]})
    client.diagnostics(uri, lambda found: found == [])


def test_callers_decide_while_they_are_typed(start, app):
    builder = (
        "from openai import OpenAI\nfrom prompts import RULES\n\n\ndef ask(user_name):\n    client = OpenAI()\n"
        '    return client.responses.create(model="gpt-5.2", instructions=f"Dear {user_name}. " + RULES, input="Hello")\n'
    )
    (app / "builder.py").write_text(builder, "utf-8")
    client = start(app)
    client.initialize(app)
    uri, caller = (app / "builder.py").as_uri(), (app / "caller.py").as_uri()
    client.open(uri, builder)
    assert codes(client.diagnostics(uri)) == ["PFX103"]
    client.open(caller, "from builder import ask\n\n\ndef go():\n    return ask('everybody')\n")
    client.diagnostics(uri, lambda found: found == [])
    client.close(caller)
    client.diagnostics(uri, bool)


def test_older_texts_are_never_shown_again(start, app):
    client = start(app)
    client.initialize(app)
    uri = (app / "app.py").as_uri()
    client.open(uri, APP)
    client.diagnostics(uri)
    for version in range(2, 40):
        client.change(uri, "#\n" * version + APP, version)
        time.sleep(0.01)
    assert at(client.diagnostics(uri, version=39))[0] == CLOCK + 39
    versions = [one["version"] for one in client.published(uri)]
    assert versions == sorted(versions)
    assert len(versions) < 20, "typing is waited for"
    for one in client.published(uri)[1:]:
        assert at(one["diagnostics"])[0] == CLOCK + one["version"]


def test_half_typed_text_shows_the_last_good_result(start, app):
    client = start(app)
    client.initialize(app)
    uri = (app / "app.py").as_uri()
    client.open(uri, APP)
    before = at(client.diagnostics(uri))
    client.change(uri, "import os\nimport re\n" + BROKEN, 2)
    found = client.diagnostics(uri, version=2)
    assert sorted(codes(found)) == ["PFX000", "PFX101"]
    assert at(found) == (before[0] + 2, *before[1:])
    error = at(found, "PFX000")[0]
    assert CLOCK - 6 <= error <= CLOCK + 4
    halves = "import os\nimport re\n" + BROKEN.replace('f"Now: {', 'f"It is {')  # the line itself is edited
    client.change(uri, halves, 3)
    found = client.diagnostics(uri, version=3)
    assert at(found) == (before[0] + 2, before[1] + 1, before[2] + 1)
    client.change(uri, APP, 4)
    assert at(client.diagnostics(uri, version=4)) == before


def test_a_file_without_prompts_is_not_parsed(start, app):
    client = start(app)
    client.initialize(app)
    uri = (app / "other.py").as_uri()
    client.open(uri, "def broken(:\n")
    assert client.diagnostics(uri, lambda _: True) == []


def test_closing_takes_everything_back(start, app):
    client = start(app)
    client.initialize(app)
    uri = (app / "app.py").as_uri()
    client.open(uri, APP)
    client.diagnostics(uri)
    client.close(uri)
    client.diagnostics(uri, lambda found: found == [])
    time.sleep(1)
    assert client.published(uri)[-1]["diagnostics"] == []
    client.open(uri, APP)
    client.diagnostics(uri)


def test_findings_in_text_files_are_shown_there(start, app):
    (app / "system.md").write_text(f"# Desk\n\nHello {{name}}.\n\n{RULES}\n", "utf-8")
    text = (
        "from pathlib import Path\n\nfrom openai import OpenAI\n\n\ndef ask(user_name, question):\n"
        '    text = Path("system.md").read_text().format(name=user_name)\n'
        '    return OpenAI().responses.create(model="gpt-5.2", instructions=text, input=question)\n'
    )
    (app / "desk.py").write_text(text, "utf-8")
    client = start(app)
    client.initialize(app)
    uri, other = (app / "desk.py").as_uri(), (app / "system.md").as_uri()
    client.open(uri, text)
    (found,) = client.diagnostics(other)
    assert (found["code"], found["range"]["start"]) == ("PFX103", {"line": 2, "character": 6})
    client.close(uri)
    client.diagnostics(other, lambda found: found == [])


@pytest.mark.parametrize(("encoding", "width"), [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)])
def test_columns_behind_an_emoji(start, app, encoding, width):
    text = ALONE.replace('f"Now: {', 'f"\N{ALARM CLOCK}\N{GRINNING FACE} Now: {')
    client = start(app)
    result = client.initialize(app, encodings=[encoding])
    assert result["capabilities"]["positionEncoding"] == encoding
    uri = (app / "emoji.py").as_uri()
    client.open(uri, text)
    line, first, last = at(client.diagnostics(uri))
    column = text.split("\n")[line].index("datetime.now()")
    extra = {"utf-8": 2 + 3, "utf-16": 0 + 1, "utf-32": 0}[encoding]  # the clock is one unit of UTF-16, the face is two
    assert (first, last) == (column + extra, column + extra + len("datetime.now()"))
    # A change behind the face, in the editor's units: the whole text need not be sent.
    where = {"line": line, "character": first - len("{")}
    edit = {"range": {"start": where, "end": where}, "text": "\N{GRINNING FACE}"}
    client.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [edit]})
    assert at(client.diagnostics(uri, version=2)) == (line, first + width, last + width)


def test_changes_count_lines_as_the_protocol_does(start, app):
    # A form feed and U+2028 end lines for Python's splitlines, but not here.
    head = "# one\x0ctwo\u2028three\r\n"
    client = start(app)
    client.initialize(app)
    uri = (app / "lines.py").as_uri()
    client.open(uri, head + ALONE.replace("\n", "\r\n"))
    before = at(client.diagnostics(uri))
    start_ = {"line": 1, "character": 0}
    edit = {"range": {"start": start_, "end": start_}, "text": "#\r\n#\n#\r"}
    client.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [edit]})
    found = client.diagnostics(uri, version=2)
    assert codes(found) == ["PFX101"]
    assert at(found) == (before[0] + 3, *before[1:])


def test_names_of_files(start, app):
    folder = app / "my prompts 100%20 é"
    folder.mkdir()
    path = folder / "a b#c?.py"
    path.write_text(ALONE, "utf-8")
    client = start(app)
    client.initialize(app)
    uri = path.as_uri()
    assert "%20" in uri and "%2520" in uri
    client.open(uri, ALONE)
    (found,) = client.diagnostics(uri)
    assert {one["location"]["uri"] for one in found["relatedInformation"]} == {uri}


def test_unsaved_documents(start, app):
    client = start(app)
    client.initialize(app)
    client.open("untitled:Untitled-1", APP)  # its import is found in the folder
    (found,) = client.diagnostics("untitled:Untitled-1")
    assert (app / "prompts.py").as_uri() in {one["location"]["uri"] for one in found["relatedInformation"]}
    client.close("untitled:Untitled-1")
    client.diagnostics("untitled:Untitled-1", lambda found: found == [])


def test_without_any_folder(start, tmp_path, app):
    client = start(tmp_path)
    client.initialize()
    uri = (app / "app.py").as_uri()
    client.open(uri, APP)
    assert codes(client.diagnostics(uri)) == ["PFX101"]
    assert client.stop() == 0


def test_files_of_other_people_are_left_alone(start, app):
    client = start(app)
    client.initialize(app)
    for folder in (".venv/lib", "node_modules/x"):
        uri = (app / folder / "app.py").as_uri()
        client.open(uri, ALONE)
        assert client.diagnostics(uri, lambda _: True) == []


# -- diagnostics on request -------------------------------------------------------------------------------------------


def test_diagnostics_on_request(start, app):
    client = start(app)
    result = client.initialize(app, pull=True)
    assert result["capabilities"]["diagnosticProvider"]["interFileDependencies"] is True
    uri = (app / "app.py").as_uri()
    client.open(uri, APP)
    asked = {"textDocument": {"uri": uri}}
    first = client.ask("textDocument/diagnostic", asked)
    assert (first["kind"], codes(first["items"])) == ("full", ["PFX101"])
    again = client.ask("textDocument/diagnostic", {**asked, "previousResultId": first["resultId"]})
    assert again["kind"] == "unchanged"
    client.change(uri, "#\n" + APP, 2)
    moved = client.ask("textDocument/diagnostic", {**asked, "previousResultId": first["resultId"]})
    assert at(moved["items"])[0] == CLOCK + 1
    assert client.published(uri) == [], "who asks is not told as well"
    closed = client.ask("textDocument/diagnostic", {"textDocument": {"uri": (app / "no.py").as_uri()}})
    assert closed["items"] == []


def test_the_whole_workspace_on_request(start, app):
    client = start(app)
    client.initialize(app, pull=True)
    uri = (app / "app.py").as_uri()
    whole = client.ask("workspace/diagnostic", {"previousResultIds": []})
    (report,) = whole["items"]
    assert (report["uri"], report["version"], codes(report["items"])) == (uri, None, ["PFX101"])
    known = [{"uri": uri, "value": report["resultId"]}]
    (again,) = client.ask("workspace/diagnostic", {"previousResultIds": known})["items"]
    assert again["kind"] == "unchanged"
    (app / "app.py").unlink()
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 3}]})
    (gone,) = client.ask("workspace/diagnostic", {"previousResultIds": known})["items"]
    assert gone["items"] == []


def test_an_editor_that_asks_is_told_when_to_ask_again(start, app):
    client = start(app)
    client.initialize(app, pull=True, workspace={"diagnostics": {"refreshSupport": True}})
    uri, other = (app / "app.py").as_uri(), (app / "prompts.py").as_uri()
    client.open(uri, APP)
    client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    client.requests.clear()
    client.open(other, "RULES = ''\n")
    client.until(
        lambda: any(one["method"] == "workspace/diagnostic/refresh" for one in client.requests), "a word to ask again"
    )
    assert client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"] == []


# -- settings ---------------------------------------------------------------------------------------------------------


def test_the_editors_settings_override_and_change(start, app):
    client = start(app)
    client.settings = {"ignore": ["PFX101"], "trace": {"server": "off"}, "minSeverity": None}
    client.initialize(app)
    uri = (app / "app.py").as_uri()
    client.open(uri, APP)
    client.diagnostics(uri, lambda found: found == [])
    client.settings = {}
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    assert codes(client.diagnostics(uri, bool)) == ["PFX101"]
    client.settings = {"minSeverity": "error"}
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    client.change(uri, APP.replace("datetime.now()", "question"), 2)
    client.diagnostics(uri, lambda found: found == [], version=2)


def test_a_wrong_setting_is_told_and_left_out(start, app):
    client = start(app)
    client.settings = {"igonre": ["PFX101"]}
    client.initialize(app)
    uri = (app / "app.py").as_uri()
    client.open(uri, APP)
    assert codes(client.diagnostics(uri)) == ["PFX101"]
    shown = client.until(lambda: [one for one in client.notes if one["method"] == "window/showMessage"], "a message")
    assert shown[0]["params"]["message"] == "prefixlint: editor settings: unknown key 'igonre'; did you mean 'ignore'?"


@pytest.mark.parametrize("way", ["watched", "saved"])
def test_pyproject_is_read_again(start, app, way):
    client = start(app)
    client.initialize(app, workspace={"didChangeWatchedFiles": {"dynamicRegistration": way == "watched"}})
    uri, file = (app / "app.py").as_uri(), app / "pyproject.toml"
    client.open(uri, APP)
    client.diagnostics(uri)
    if way == "watched":
        client.until(lambda: [one for one in client.requests if one["method"] == "client/registerCapability"], "a wish")

    def told():
        if way == "watched":
            client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 2}]})
        else:
            client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})

    file.write_text('[tool.prefixlint]\nignore = ["clock-before-stable"]\n', "utf-8")
    told()
    client.diagnostics(uri, lambda found: found == [])
    file.write_text("[tool.prefixlint]\nignore = 3\n", "utf-8")  # a mistake: the defaults hold
    told()
    client.diagnostics(uri, bool)
    shown = [one["params"]["message"] for one in client.notes if one["method"] == "window/showMessage"]
    assert len(shown) == 1 and "pyproject.toml" in shown[0] and "ignore" in shown[0]


def test_several_folders_each_with_its_settings(start, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "app.py").write_text(APP, "utf-8")
        (folder / "prompts.py").write_text(PROMPTS if folder == one else "RULES = ''\n", "utf-8")
    third = tmp_path / "three"
    third.mkdir()
    (third / "pyproject.toml").write_text('[tool.prefixlint]\nignore = ["PFX101"]\n', "utf-8")
    (third / "app.py").write_text(ALONE, "utf-8")
    client = start(tmp_path)
    client.initialize(one, two)
    uris = [(folder / "app.py").as_uri() for folder in (one, two, third)]
    client.open(uris[0], APP)
    client.open(uris[1], APP)
    assert codes(client.diagnostics(uris[0])) == ["PFX101"]
    assert client.diagnostics(uris[1], lambda found: found == []) == []
    client.open(uris[2], ALONE)
    assert client.diagnostics(uris[2], lambda found: found == []) == []
    added = {"added": [{"uri": third.as_uri(), "name": "three"}], "removed": [{"uri": two.as_uri(), "name": "two"}]}
    client.notify("workspace/didChangeWorkspaceFolders", {"event": added})
    client.change(uris[0], "#\n" + APP, 2)
    assert codes(client.diagnostics(uris[0], version=2)) == ["PFX101"]
    client.settings = {"select": ["PFX1"]}
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    assert codes(client.diagnostics(uris[2], bool)) == ["PFX101"], "what is selected by hand is not ignored"


# -- the life of a server ---------------------------------------------------------------------------------------------


def test_leaving_without_a_word(start, app):
    client = start(app)
    client.initialize(app)
    client.notify("exit")
    assert client.process.wait(20) == 1


def test_the_editor_dies(start, app):
    client = start(app)
    client.initialize(app)
    client.process.stdin.close()
    assert client.process.wait(20) == 1


def test_nothing_before_the_beginning_and_after_the_end(start, app):
    client = start(app)
    refused = client.answer(
        client.begin(
            "textDocument/hover", {"textDocument": {"uri": "file:///x"}, "position": {"line": 0, "character": 0}}
        )
    )
    assert refused["error"]["code"] == -32002
    client.initialize(app)
    assert (
        client.answer(client.begin("initialize", {"processId": None, "rootUri": None, "capabilities": {}}))["error"][
            "code"
        ]
        == -32600
    )
    client.ask("shutdown")
    refused = client.answer(client.begin("textDocument/codeLens", {"textDocument": {"uri": "file:///x"}}))
    assert refused["error"]["code"] == -32600
    client.notify("exit")
    assert client.process.wait(20) == 0


def test_leaving_in_the_middle_of_an_analysis(start, app):
    client = start(app)
    client.initialize(app)
    client.open((app / "app.py").as_uri(), large())
    time.sleep(0.5)
    began = time.monotonic()
    assert client.stop() == 0
    assert time.monotonic() - began < 10


def large(functions=250):
    """A program that takes seconds."""
    one = APP[APP.index("def ask") :]
    return APP[: APP.index("def ask")] + "\n".join(one.replace("def ask", f"def ask{n}") for n in range(functions))


def test_the_protocol_does_not_wait_for_an_analysis(start, app):
    client = start(app)
    client.initialize(app, pull=True)
    uri = (app / "app.py").as_uri()
    client.open(uri, large())
    waiting = client.begin("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    time.sleep(0.3)
    began = time.monotonic()
    for _ in range(3):
        client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}})
    assert time.monotonic() - began < 2.0
    assert waiting not in client._results, "the analysis still runs"
    client.notify("$/cancelRequest", {"id": waiting})
    assert client.answer(waiting)["error"]["code"] == -32800
    assert len(client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]) == 250


def test_what_nobody_understands(start, app):
    client = start(app)
    client.initialize(app)
    uri = (app / "app.py").as_uri()
    client.raw(b"Content-Length: 9\r\n\r\nno JSON {")
    client.raw(b"Content-Length: 2\r\n\r\n[]")
    client.raw(b"Content-Length: 4\r\n\r\nnull")
    client.raw(b"What: is this\r\nContent-Length: 2\r\n\r\n{}")
    client.raw(b"Content-Length: 3\r\n\r\n\xff\xfe\x00")
    deep = b'{"jsonrpc": "2.0", "method": "x", "params": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    client.raw(b"Content-Length: %d\r\n\r\n" % len(deep) + deep)
    client.send({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": 3}}})
    client.send({"jsonrpc": "2.0", "id": 77, "method": "textDocument/hover", "params": {"where": "there"}})
    assert client.answer(77)["error"]["code"] == -32602
    client.send({"jsonrpc": "2.0", "id": 78, "method": "no/such/thing", "params": {}})
    assert client.answer(78)["error"]["code"] == -32601
    client.notify("no/such/thing", {})
    client.notify("$/no/such/thing", {})
    client.send({"jsonrpc": "2.0", "id": 79, "result": None})
    client.notify("$/cancelRequest", {"id": 4711})
    client.change(uri, "never opened", 2)
    client.close(uri)
    where = {"line": 10**9, "character": 10**9}
    client.open(uri, APP)
    edit = {"range": {"start": where, "end": where}, "text": "\n# the end\n"}
    client.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [edit]})
    assert codes(client.diagnostics(uri, version=2)) == ["PFX101"]
    assert client.stop() == 0
    assert not any("Traceback" in line for line in client.errors), "".join(client.errors)
    assert len(client.errors) < 20


def test_source_that_breaks_parsers(start, app):
    client = start(app)
    client.initialize(app)
    texts = [
        "x = " + "(" * 3000 + ")" * 3000 + "\nsystem_prompt = 1\n",
        "system_prompt = " + " + ".join(["f()"] * 400),
        'system_prompt = "\ud800"',
        "# -*- coding: latin-1 -*-\nsystem_prompt = '\N{GRINNING FACE}'\n" + ALONE,
        "# coding: klingon\nsystem_prompt = 1",
        "\x00system_prompt",
    ]
    for number, text in enumerate(texts):
        uri = (app / f"odd{number}.py").as_uri()
        client.open(uri, text)
        client.diagnostics(uri, lambda _: True)
    assert (
        at(client.diagnostics((app / "odd3.py").as_uri()))[0] == ALONE[: ALONE.index("datetime.now()")].count("\n") + 2
    )
    assert client.stop() == 0


def test_without_pygls(tmp_path):
    code = "import sys; sys.modules['pygls'] = None; from prefixlint.cli import main; sys.argv = ['prefixlint', 'lsp']; main()"
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr == "prefixlint: error: the language server needs pygls: pip install 'prefixlint[lsp]'\n"
    assert result.stdout == ""


def test_progress(start, app):
    client = start(app)
    client.initialize(app, window={"workDoneProgress": True})
    client.until(
        lambda: [n for n in client.notes if n["method"] == "$/progress" and n["params"]["value"]["kind"] == "end"],
        "the end",
    )
    kinds = [n["params"]["value"]["kind"] for n in client.notes if n["method"] == "$/progress"]
    assert kinds[0] == "begin" and kinds[-1] == "end"
