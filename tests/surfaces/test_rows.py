"""Each name in `surfaces.toml` does what its row says, in a program made for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from prefixlint import lint
from prefixlint.config import ConfigError, Settings, configuration
from prefixlint.flow.volatility import Cause
from prefixlint.knowledge.load import frozen, knowledge, thawed
from prefixlint.requests.model import BlockKind, Request
from prefixlint_rules import ALL

NOW = "datetime.datetime.now()"
TABLE = knowledge()._surfaces


def requests_in(program: str, joined: bool = True, **settings: Any) -> list[Request]:
    """The requests of a program that is sent somewhere, or all prompts."""
    known = Settings(**settings)
    unit = lint.read("program.py", f"import datetime\n{program}", known)
    return [one for one in lint.requests_of(unit, known) if one.joined or not joined]


def imported(name: str) -> tuple[str, str]:
    """The import that binds the head of a dotted name, and the name as it is then written."""
    parts = name.split(".")
    cut = next((index for index, part in enumerate(parts) if part[:1].isupper()), len(parts) - 1)
    return f"from {'.'.join(parts[:cut])} import {parts[cut]}" if cut else "", ".".join(parts[cut:])


def clocks(request: Request) -> list[BlockKind]:
    """The kinds of the blocks in which a clock is read."""
    return [block.kind for block, segment in request.segments() if segment.taint.cause is Cause.CLOCK]


def _named(kind: str, key: str = "names") -> list[Any]:
    return [pytest.param(name, row, id=name) for row in TABLE[kind] for name in row.get(key, ())]


CONTENT = {"messages": f"[{{'role': 'user', 'content': f'x {{{NOW}}}'}}]", "inputs": f"[f'x {{{NOW}}}']"}


def argument(slot: dict[str, Any]) -> str:
    """An argument that fills `slot` with a reading of the clock."""
    head, *path = slot["argument"].split(".")
    value = CONTENT.get(slot["kind"], f"f'x {{{NOW}}}'")
    for key in reversed(path):
        value = f"{{'{key}': {value}}}"
    return f"{head}={value}"


def prompt_slots(rows: Any) -> list[dict[str, Any]]:
    return [
        slot
        for slot in rows
        if slot["kind"] in ("messages", "input", "inputs", "text", "system") and not slot["argument"].startswith("self")
    ]


@pytest.mark.parametrize(("name", "row"), _named("client"))
def test_a_client_sends(name: str, row: dict[str, Any]) -> None:
    instance = row.get("instance", name)
    called = f"{instance}()"
    rows = (one for one in TABLE["request"] if instance in one.get("clients", ()) or called in one.get("functions", ()))
    request = next(one for one in rows if prompt_slots(one["order"]))
    head, written = imported(name)
    wanted = [
        slot for slot in prompt_slots(request["order"]) if slot["argument"] in request.get("needs", [slot["argument"]])
    ]
    method = f".{request['methods'][0]}" if "methods" in request else ""
    found = requests_in(f"{head}\nclient = {written}()\nclient{method}({argument(wanted[-1])})")
    assert [one.api for one in found] == [request["api"]]
    assert clocks(found[0])
    provider = row.get("provider", request.get("provider"))
    assert found[0].provider == (None if provider == "?" else provider)


@pytest.mark.parametrize("row", TABLE["request"], ids=lambda row: row["id"])
def test_each_way_to_a_request(row: dict[str, Any]) -> None:
    slots = prompt_slots(row["order"])
    wanted = [slot for slot in slots if slot["argument"] in row.get("needs", [slot["argument"]])] or slots
    arguments = argument(wanted[-1]) if slots else "tools=[]"
    if "body" in row:
        arguments = f"body=json.dumps({{'prompt': f'x {{{NOW}}}'}})"
    calls = []
    for name in row.get("functions", ()):
        if "()" not in name:
            calls.append(f"{imported(name)[0]}\n{imported(name)[1]}({arguments})")
    for shape in row.get("shapes", ()):
        calls.append(f"def ask(backend, x):\n    {'' if shape.startswith('llm.') else 'backend.'}{shape}({arguments})")
    for client in row.get("clients", ()):
        if client in knowledge().clients:
            head, written = imported(client)
            calls += [f"{head}\nclient = {written}()\nclient.{method}({arguments})" for method in row["methods"]]
    for path in row.get("paths", ()):
        body = ", ".join(
            f"'{slot['argument']}': {argument(slot).partition('=')[2]}" for slot in slots if "." not in slot["argument"]
        )
        calls.append(f"import requests\nrequests.post('https://example.com{path}', json={{{body}}})")
    for call in calls:
        found = requests_in(f"import json\n{call}")
        assert [one.api for one in found] == [row["api"]], call
        assert clocks(found[0]) or not slots, call


def _keeps(row: dict[str, Any]) -> bool:
    """Whether a constructor makes something that keeps the newest turns only."""
    return all(slot["kind"] == "window" for slot in row["slots"])


@pytest.mark.parametrize(("name", "row"), [pair for pair in _named("constructor") if _keeps(pair.values[1])])
def test_a_window_is_an_edit(name: str, row: dict[str, Any]) -> None:
    head, written = imported(name)
    found = requests_in(f"{head}\nkept = {written}({row['slots'][0]['argument']}=12)", joined=False)
    assert [(edit.kind, edit.size) for one in found for block in one.blocks for edit in block.edits] == [("window", 12)]


PROMPTS = [pair for pair in _named("constructor") + _named("constructor", "bare") if not _keeps(pair.values[1])]


@pytest.mark.parametrize(("name", "row"), PROMPTS)
def test_a_constructor_holds_a_prompt(name: str, row: dict[str, Any]) -> None:
    head, written = imported(name) if "names" in row and name in row["names"] else ("", name)
    slots = prompt_slots(row["slots"])
    wanted = next(slot for slot in slots if slot["argument"] in row.get("needs", [slot["argument"]]))
    found = requests_in(
        f"{head}\ndef make({'x' if head else written.split('.')[0]}):\n    return {written}({argument(wanted)})",
        joined=False,
    )
    assert len(found) == 1
    assert clocks(found[0])
    kinds = [block.kind for block in found[0].blocks]
    assert (kinds[-1] is BlockKind.HISTORY) is not row.get("complete", False)
    if "provider" in row:
        assert found[0].provider == row["provider"]


@pytest.mark.parametrize(("name", "row"), _named("message") + _named("message", "bare"))
def test_a_message_has_its_role(name: str, row: dict[str, Any]) -> None:
    head, written = imported(name) if "names" in row and name in row["names"] else ("", name)
    content = (
        "'history'"
        if row.get("many")
        else f"[{{'text': f'x {{{NOW}}}'}}]"
        if row["content"] == "parts"
        else f"f'x {{{NOW}}}'"
    )
    found = requests_in(
        f"from openai import OpenAI\n{head}\ndef ask({'x' if head else written.split('.')[0]}):\n"
        f"    OpenAI().chat.completions.create(messages=[{written}({row['content']}={content})])"
    )
    assert len(found) == 1
    block = found[0].blocks[0]
    if row.get("many"):
        assert block.kind is BlockKind.HISTORY
    else:
        assert clocks(found[0])
        assert (block.kind is BlockKind.SYSTEM) == (row.get("role") in knowledge().system_roles)
        assert block.role == row.get("role", block.role)


@pytest.mark.parametrize(("name", "row"), _named("transport"))
def test_a_body_is_posted(name: str, row: dict[str, Any]) -> None:
    head, written = imported(name) if "()" not in name else imported(name.replace("()", ""))
    if "()" in name:
        before, _, method = name.partition("()")
        head, cls = imported(before)
        written = f"{cls}(){method}"
    where = "'POST', " * row["position"]
    body = f"{{'model': 'm', 'messages': [{{'role': 'system', 'content': f'x {{{NOW}}}'}}]}}"
    for word in row["bodies"]:
        found = requests_in(
            f"import json\n{head}\n{written}({where}'https://api.groq.com/openai/v1/chat/completions', {word}=json.dumps({body}))"
        )
        assert [(one.provider, one.api, one.model) for one in found] == [("groq", "chat.completions", "m")]
        assert clocks(found[0]) == [BlockKind.SYSTEM]


@pytest.mark.parametrize(
    ("name", "row"), [case for case in _named("part") if "from_" in case.values[0] or case.values[0][:1]]
)
def test_a_part_is_text(name: str, row: dict[str, Any]) -> None:
    head, written = imported(name)
    found = requests_in(
        f"from google import genai\n{head}\nfrom google.genai import types\n"
        f"genai.Client().models.generate_content(model='m', contents=[types.Content(role='user', parts=[{written}(text=f'x {{{NOW}}}')])])"
    )
    assert len(found) == 1
    assert clocks(found[0])


# ---- rows of users --------------------------------------------------------------------------------------------------

ASK = f"from shop.llm import Desk, ask\nask(rules=f'x {{{NOW}}}', question='y')\n"


def test_a_name_is_enough() -> None:
    program = f"from shop.llm import ask\nask([{{'role': 'system', 'content': f'x {{{NOW}}}'}}])"
    assert [one.api for one in requests_in(program)] == []
    assert [one.api for one in requests_in(program, requests=("shop.llm.ask",))] == ["shop.llm.ask"]


def test_a_table_says_more() -> None:
    row = {
        "name": "shop.llm.ask", "provider": "anthropic", "model": "engine",
        "order": [{"argument": "rules", "kind": "system"}, {"argument": "question", "kind": "text"}],
    }  # fmt: skip
    (found,) = requests_in(
        f"from shop.llm import ask\nask(question='y', rules=f'x {{{NOW}}}', engine='claude-opus-4-7')", requests=(row,)
    )
    assert (found.provider, found.api, found.model, found.cache.minimum) == (
        "anthropic",
        "shop.llm.ask",
        "claude-opus-4-7",
        2048,
    )
    assert [block.kind for block in found.blocks] == [BlockKind.SYSTEM, BlockKind.MESSAGE]


def test_a_method_is_named_by_its_class() -> None:
    program = f"from shop.llm import Desk\nDesk(1).answer(system=f'x {{{NOW}}}')"
    assert len(requests_in(program, requests=("shop.llm.Desk.answer",))) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"nme": "a.b"}, "unknown key 'nme'"),
        ({"order": []}, "needs a name"),
        ({"name": 1}, "name: expected str"),
        ({"name": "a", "needs": [1]}, "needs: expected a list of texts"),
        ({"name": "a", "order": [{"argument": "x"}]}, "needs an argument and a kind"),
        ({"name": "a", "order": ["x"]}, "a list of tables"),
        ({"name": "a", "order": [{"argument": "x", "kind": "mesages"}]}, "did you mean 'messages'"),
        ({"name": "a", "order": [{"argument": "x", "kind": "text", "place": 1}]}, "unknown key 'place'"),
    ],
)
def test_a_mistake_in_a_row_is_named(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        configuration(str(tmp_path), ALL, {"requests": (row,)}, "here")


def test_a_table_may_give_a_shape() -> None:
    row = {"shapes": ["desk.ask"], "needs": ["text"], "order": [{"argument": "text", "kind": "text"}]}
    program = f"def go(self):\n    self.desk.ask(text=f'x {{{NOW}}}')\n    self.desk.ask(other=1)"
    assert len(requests_in(program, requests=(row,))) == 1


def test_rows_are_kept_as_they_are() -> None:
    row = {"name": "a.b", "order": [{"argument": "x", "kind": "text", "position": 0}], "needs": ["x"]}
    assert thawed(frozen(row)) == row
    assert thawed(frozen("a.b")) == {"functions": ["a.b"]}
