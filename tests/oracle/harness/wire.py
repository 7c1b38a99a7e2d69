"""What was really sent, as a flat row of parts in the order in which the provider renders it, and where two of them part.

Knows: request bodies of the APIs. Must not know: prefixlint; this is written from the providers' documents a second time on purpose.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

HEADER = "header"  # tools, schema and what else stands in front of all text
TEXT = "text"


@dataclass(frozen=True)
class Part:
    """A piece of the rendered prompt."""

    region: str
    label: str
    text: str


@dataclass(frozen=True)
class Difference:
    """Where two requests part. `shared` is the text that both have in front of it, without the header; None as `region`: nowhere."""

    region: str | None
    shared: str
    left: tuple[Part, ...]
    right: tuple[Part, ...]

    def __str__(self) -> str:
        if self.region is None:
            return f"equal in {len(self.shared)} characters"
        if self.region == HEADER:
            return f"differ in the header:\n  a: {_header(self.left)!r}\n  b: {_header(self.right)!r}"
        at = len(self.shared)
        rows = [f"differ at {at}, behind {self.shared[-40:]!r}"]
        rows += [f"  {name}: {text(parts)[at : at + 60]!r}" for name, parts in (("a", self.left), ("b", self.right))]
        return "\n".join(rows)


def text(parts: tuple[Part, ...]) -> str:
    """All text behind the header."""
    return "".join(part.text for part in parts if part.region == TEXT)


def _header(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts if part.region == HEADER)


def compare(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> Difference:
    """The first difference of the first pair of requests that differ; if none do, the first pair."""
    assert len(left) == len(right), f"{len(left)} requests in one process, {len(right)} in the other"
    found = [_compare(parts(a), parts(b)) for a, b in zip(left, right, strict=True)]
    assert found, "no request was sent"
    return next((one for one in found if one.region is not None), found[0])


def _compare(left: tuple[Part, ...], right: tuple[Part, ...]) -> Difference:
    a, b = text(left), text(right)
    if _header(left) != _header(right):
        return Difference(HEADER, "", left, right)
    end = next((at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))
    shared = a[:end]
    return Difference(None if a == b else TEXT, shared, left, right)


def parts(request: dict[str, Any]) -> tuple[Part, ...]:
    """The parts of a recorded request."""
    return tuple(_parts(request["path"], request["body"]))


def _parts(path: str, body: dict[str, Any]) -> list[Part]:
    tools, system = _json(body.get("tools")), _content("system", body.get("system"))
    if path.endswith("/converse"):
        return [*_json(body.get("toolConfig")), *system, *_messages(body["messages"])]
    if path.endswith(("/messages", "/invoke")):
        return [*tools, *system, *_messages(body["messages"])]
    if path.endswith((":generateContent", ":streamGenerateContent")):
        system = _content("system", (body.get("systemInstruction") or {}).get("parts"))
        schema = (body.get("generationConfig") or {}).get("responseSchema")
        turns = [part for one in body["contents"] for part in _content(one.get("role", "user"), one["parts"])]
        return [*tools, *_json(schema), *system, *turns]
    if path.endswith("/responses"):
        given = body.get("input") or []
        turns = _content("user", given) if isinstance(given, str) else _messages(given)
        schema = _json((body.get("text") or {}).get("format"))
        return [*tools, *schema, *_content("instructions", body.get("instructions")), *turns]
    if path.endswith("/api/generate"):
        return [*_json(body.get("format")), *system, *_content("user", body["prompt"])]
    if "prompt" in body:
        return _content("user", body["prompt"])
    schema = _json(body.get("response_format") or body.get("format"))
    return [*tools, *_json(body.get("functions")), *schema, *_messages(body["messages"])]


def _json(value: object) -> list[Part]:
    """Tools or a schema: as JSON, in the order in which they were sent."""
    return [Part(HEADER, "header", json.dumps(value))] if value else []


def _messages(messages: list[dict[str, Any]]) -> list[Part]:
    out: list[Part] = []
    for message in messages:
        role = message.get("role") or message.get("type") or "?"
        out.extend(_content(role, message.get("content")))
        if message.get("tool_calls"):
            out.append(Part(TEXT, role, json.dumps(message["tool_calls"])))
    return out


def _content(label: str, content: object) -> list[Part]:
    """The texts of a message: a string, or a list of content parts."""
    if content is None:
        return []
    if isinstance(content, str):
        return [Part(TEXT, label, content)]
    assert isinstance(content, list), content
    out = []
    for part in content:
        if isinstance(part, str):
            out.append(Part(TEXT, label, part))
        elif isinstance(part.get("text"), str):
            out.append(Part(TEXT, label, part["text"]))
        elif isinstance(part.get("image_url"), dict):
            out.append(Part(TEXT, label, part["image_url"]["url"]))
        elif set(part) - {"cachePoint"}:
            out.append(Part(TEXT, label, json.dumps(part)))
    return out
