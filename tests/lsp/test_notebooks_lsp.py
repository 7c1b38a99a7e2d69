"""Notebooks in an editor: their cells are documents of their own, and one module."""

import pytest
from lsp_programs import PROMPTS

IMPORTS = "from datetime import datetime\nfrom openai import OpenAI\nclient = OpenAI()"
ASK = (
    "def ask(question):\n"
    "    return client.responses.create(\n"
    '        model="gpt-5.2", instructions=f"Now: {datetime.now()} " + RULES, input=question)'
)
CELLS = ["import os", IMPORTS, PROMPTS, ASK]
NOTEBOOK = {"notebookType": "jupyter-notebook"}


@pytest.fixture
def opened(start, app):
    """A client with an open notebook, its address, and those of its cells."""
    client = start(app)
    client.initialize(app)
    uri = (app / "try it.ipynb").as_uri()
    uris = [f"vscode-notebook-cell:/try%20it.ipynb#{number}" for number in range(len(CELLS))]
    client.notify(
        "notebookDocument/didOpen",
        {
            "notebookDocument": {
                "uri": uri,
                "version": 1,
                **NOTEBOOK,
                "cells": [{"kind": 2, "document": one} for one in uris],
            },
            "cellTextDocuments": [
                {"uri": one, "languageId": "python", "version": 1, "text": text}
                for one, text in zip(uris, CELLS, strict=True)
            ],
        },
    )
    return client, uri, uris


def change(client, uri, version, **cells):
    notebook = {"version": version, "uri": uri}
    client.notify("notebookDocument/didChange", {"notebookDocument": notebook, "change": {"cells": cells}})


def test_cells_are_one_module(opened):
    client, _, uris = opened
    (found,) = client.diagnostics(uris[3])
    assert (found["code"], found["range"]["start"]) == ("PFX101", {"line": 2, "character": 46})
    related = {
        (one["location"]["uri"], one["location"]["range"]["start"]["line"]) for one in found["relatedInformation"]
    }
    assert (uris[2], 0) in related
    for uri in uris[:3]:
        assert client.diagnostics(uri, lambda _: True) == []


def test_cells_change_come_and_go(opened):
    client, uri, uris = opened
    client.diagnostics(uris[3])
    where = {"line": 0, "character": 0}
    edit = {
        "document": {"uri": uris[3], "version": 2},
        "changes": [{"range": {"start": where, "end": where}, "text": "# \N{GRINNING FACE}\n"}],
    }
    change(client, uri, 2, textContent=[edit])
    (found,) = client.diagnostics(uris[3], version=2)
    assert found["range"]["start"]["line"] == 3
    # The cell with the text goes: nothing is lost any more.
    change(client, uri, 3, structure={"array": {"start": 2, "deleteCount": 1}, "didClose": [{"uri": uris[2]}]})
    client.diagnostics(uris[3], lambda found: found == [])
    new = "vscode-notebook-cell:/try%20it.ipynb#new"
    structure = {
        "array": {"start": 0, "deleteCount": 0, "cells": [{"kind": 2, "document": new}]},
        "didOpen": [{"uri": new, "languageId": "python", "version": 1, "text": "# %magic\n" + PROMPTS}],
    }
    change(client, uri, 4, structure=structure)
    assert client.diagnostics(uris[3], bool)
    # Cells that move come again without their texts.
    order = [{"kind": 2, "document": one} for one in (uris[0], new, uris[1], uris[3])]
    change(client, uri, 5, structure={"array": {"start": 0, "deleteCount": 4, "cells": order}})
    change(client, uri, 6, textContent=[{"document": {"uri": uris[3], "version": 3}, "changes": [{"text": ASK}]}])
    (found,) = client.diagnostics(uris[3], version=3)
    assert found["range"]["start"]["line"] == 2
    change(client, uri, 7, data=[{"kind": 1, "document": uris[3]}])
    client.diagnostics(uris[3], lambda found: found == [])


def test_a_half_typed_cell_keeps_its_finding(opened):
    client, uri, uris = opened
    client.diagnostics(uris[3])
    change(
        client,
        uri,
        2,
        textContent=[{"document": {"uri": uris[3], "version": 2}, "changes": [{"text": "#\n" + ASK + "("}]}],
    )
    found = client.diagnostics(uris[3], version=2)
    assert sorted((one["code"], one["range"]["start"]["line"]) for one in found if one["code"] == "PFX101") == [
        ("PFX101", 3)
    ]
    assert "PFX000" in [one["code"] for one in found]


def test_actions_and_lines_of_a_cell(opened):
    client, _, uris = opened
    (found,) = client.diagnostics(uris[3])
    document = {"textDocument": {"uri": uris[3]}}
    asked = {**document, "range": found["range"], "context": {"diagnostics": []}}
    titles = {one["title"]: one for one in client.ask("textDocument/codeAction", asked)}
    (edit,) = titles["Hide PFX101 on this line (noqa)"]["edit"]["documentChanges"]
    assert edit["textDocument"]["uri"] == uris[3]
    assert edit["edits"][0]["range"]["start"] == {"line": 2, "character": len(ASK.split("\n")[2])}
    (lens,) = client.ask("textDocument/codeLens", document)
    assert lens["range"]["start"]["line"] == 1
    assert client.ask("textDocument/codeLens", {"textDocument": {"uri": uris[1]}}) == []
    text = client.ask("textDocument/hover", {**document, "position": found["range"]["start"]})["contents"]["value"]
    assert "datetime.now()" in text


def test_closing_a_notebook(opened):
    client, uri, uris = opened
    client.diagnostics(uris[3])
    client.notify(
        "notebookDocument/didClose",
        {"notebookDocument": {"uri": uri}, "cellTextDocuments": [{"uri": one} for one in uris]},
    )
    client.diagnostics(uris[3], lambda found: found == [])
    assert client.stop() == 0
