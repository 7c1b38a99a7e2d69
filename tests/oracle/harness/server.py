"""A provider on the loopback interface: keeps each request, answers with the least that its SDK accepts.

Knows: paths and reply formats of the APIs. Must not know: prompts, prefixlint.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ANSWER = '{"answer": "yes"}'  # as text, as JSON, and as arguments of a tool
USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
Body = dict[str, Any]


@dataclass
class Provider:
    """The running server. `seen` are the requests since the last `take`."""

    seen: list[dict[str, Any]] = field(default_factory=list)
    server: ThreadingHTTPServer | None = None

    def start(self) -> str:
        """Serve from a thread of this process; the address without a slash at its end."""
        seen = self.seen

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.headers.get("Transfer-Encoding") == "chunked":
                    raw = self._chunks()
                path = self.path.partition("?")[0]
                body = json.loads(raw or b"{}")
                seen.append({"method": "POST", "path": path, "body": body})
                kind, payload = reply(path, body)
                self._answer(kind, payload)

            def do_GET(self) -> None:
                self._answer("application/json", json.dumps({"data": [], "object": "list"}))

            def _chunks(self) -> bytes:
                out = b""
                while size := int(self.rfile.readline().strip() or b"0", 16):
                    out += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return out

            def _answer(self, kind: str, payload: str) -> None:
                data = payload.encode()
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def take(self) -> list[dict[str, Any]]:
        """The requests seen so far, which are then forgotten."""
        out = list(self.seen)
        self.seen.clear()
        return out


def reply(path: str, body: Body) -> tuple[str, str]:
    """Content type and text of the answer to a request."""
    stream = bool(body.get("stream"))
    if path.endswith("/chat/completions"):
        return _events(_chat_events(body)) if stream else _json(_chat(body))
    if path.endswith("/responses"):
        return _events(_response_events(body)) if stream else _json(_response(body))
    if path.endswith("/messages") or path.endswith("/invoke"):
        return _events(_message_events(body)) if stream else _json(_message(body))
    if path.endswith(":generateContent"):
        return _json(_gemini())
    if path.endswith(":streamGenerateContent"):
        return _events([(None, _gemini())])
    if path.endswith("/converse"):
        message = {"role": "assistant", "content": [{"text": ANSWER}]}
        usage = {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}
        return _json(
            {"output": {"message": message}, "stopReason": "end_turn", "usage": usage, "metrics": {"latencyMs": 1}}
        )
    if path.endswith("/v2/chat"):
        message = {"role": "assistant", "content": [{"type": "text", "text": ANSWER}]}
        return _json({"id": "c1", "finish_reason": "COMPLETE", "message": message})
    if path.endswith("/api/chat"):
        return "application/x-ndjson", json.dumps(
            _ollama(body, message={"role": "assistant", "content": ANSWER})
        ) + "\n"
    if path.endswith("/api/generate"):
        return "application/x-ndjson", json.dumps(_ollama(body, response=ANSWER)) + "\n"
    if path.endswith("/completions"):
        return _json({"id": "c1", "object": "text_completion", "created": 0, "model": "m", "usage": USAGE,
                      "choices": [{"index": 0, "text": ANSWER, "finish_reason": "stop", "logprobs": None}]})  # fmt: skip
    return _json({})


def _json(payload: object) -> tuple[str, str]:
    return "application/json", json.dumps(payload)


def _events(events: list[tuple[str | None, object]]) -> tuple[str, str]:
    lines = []
    for name, payload in events:
        text = payload if isinstance(payload, str) else json.dumps(payload)
        lines.append((f"event: {name}\n" if name else "") + f"data: {text}\n\n")
    return "text/event-stream", "".join(lines)


def _forced_tool(body: Body) -> str | None:
    """The name of the tool that must be called, if one must."""
    choice = body.get("tool_choice")
    if isinstance(choice, dict) and "function" in choice:
        return str(choice["function"]["name"])
    if choice in ("required", "any") and body.get("tools"):
        return str(body["tools"][0]["function"]["name"])
    return None


def _chat(body: Body) -> Body:
    message: Body = {"role": "assistant", "content": ANSWER}
    reason = "stop"
    name = _forced_tool(body)
    if name is not None:
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": ANSWER}}
        message, reason = {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
    choice = {"index": 0, "finish_reason": reason, "message": message, "logprobs": None}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 0,
        "model": body.get("model", "m"),
        "choices": [choice],
        "usage": USAGE,
    }


def _chat_events(body: Body) -> list[tuple[str | None, object]]:
    def chunk(delta: Body, reason: str | None) -> Body:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return {
            "id": "c1",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": body.get("model", "m"),
            "choices": [choice],
        }

    return [(None, chunk({"role": "assistant", "content": ANSWER}, None)), (None, chunk({}, "stop")), (None, "[DONE]")]


def _response(body: Body, status: str = "completed") -> Body:
    part = {"type": "output_text", "text": ANSWER, "annotations": []}
    item = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [part]}
    usage = {
        "input_tokens": 1,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": 1,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": 2,
    }
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 0,
        "status": status,
        "model": body.get("model", "m"),
        "output": [item] if status == "completed" else [],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": usage,
    }


def _response_events(body: Body) -> list[tuple[str | None, object]]:
    begun = {"type": "response.created", "sequence_number": 0, "response": _response(body, "in_progress")}
    done = {"type": "response.completed", "sequence_number": 1, "response": _response(body)}
    return [("response.created", begun), ("response.completed", done)]


def _message(body: Body) -> Body:
    usage = {"input_tokens": 1, "output_tokens": 1}
    block = {"type": "text", "text": ANSWER}
    return {"id": "msg_1", "type": "message", "role": "assistant", "model": body.get("model", "m"), "content": [block],
            "stop_reason": "end_turn", "stop_sequence": None, "usage": usage}  # fmt: skip


def _message_events(body: Body) -> list[tuple[str | None, object]]:
    start = {**_message(body), "content": [], "stop_reason": None}
    events: list[Body] = [
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": ANSWER}},
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 1},
        },
        {"type": "message_stop"},
    ]
    return [(event["type"], event) for event in events]


def _gemini() -> Body:
    candidate = {"content": {"role": "model", "parts": [{"text": ANSWER}]}, "finishReason": "STOP", "index": 0}
    return {
        "candidates": [candidate],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
    }


def _ollama(body: Body, **answer: object) -> Body:
    return {
        "model": body.get("model", "m"),
        "created_at": "2030-01-01T00:00:00Z",
        "done": True,
        "done_reason": "stop",
        **answer,
    }
