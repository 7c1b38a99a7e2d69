"""Runs all programs of SDKs in one of two worlds, and writes down what they sent.

    python -m harness.child WORLD FOLDER SDK...

The programs of an SDK have a process of their own. It is forked from one that has imported what many SDKs are built on, and
started nothing: for most programs that is the greater part of the work.

Knows: how two processes differ (clock, hash seed, random numbers, user, question). Must not know: prefixlint, any single SDK.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import json
import os
import random
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

LIMIT = 120  # seconds for all programs of one SDK
SHARED = ("openai.resources", "openai.types.responses", "aiohttp", "httpx", "pydantic", "requests", "jinja2", "asyncio")


@dataclass(frozen=True)
class World:
    """What differs. Nothing of one begins like that of the other, so that the first difference is where a value begins."""

    now: datetime
    hash_seed: str
    random_seed: int
    user: str
    question: str


WORLDS = {
    "a": World(datetime(2031, 11, 19, 21, 47, 38, 250_000, timezone.utc), "1", 1, "Alice", "Why is the sky blue?"),
    "b": World(datetime(1997, 3, 6, 8, 15, 2, 750_000, timezone.utc), "4", 5, "Bob", "How do I return a parcel?"),
}

LOOPBACK = ("127.0.0.1", "::1", "localhost", b"127.0.0.1", None)

# The same in both worlds: keys, and the switches that keep SDKs from asking anybody else anything.
CONSTANT = {
    "TZ": "UTC",
    "REGION_NAME": "Europe",
    "OPENAI_API_KEY": "sk-none",
    "ANTHROPIC_API_KEY": "none",
    "GEMINI_API_KEY": "none",
    "MISTRAL_API_KEY": "none",
    "GROQ_API_KEY": "none",
    "TOGETHER_API_KEY": "none",
    "CO_API_KEY": "none",
    "HF_TOKEN": "none",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "OPENAI_AGENTS_DISABLE_TRACING": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TOGETHER_NO_BANNER": "1",
    "NO_PROXY": "*",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def environment(world: str) -> dict[str, str]:
    """The environment of a process that lives in `world`."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "VIRTUAL_ENV")
    out = {name: os.environ[name] for name in kept if name in os.environ}
    return {**out, **CONSTANT, "PYTHONHASHSEED": WORLDS[world].hash_seed}


def stay_on_loopback() -> None:
    """No socket of this process reaches another machine, and no name server is asked for one."""
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        if host not in LOOPBACK:
            raise socket.gaierror(f"the oracle has no network: {host}")
        return look_up(host, *rest, **named)

    def checked(call: Callable[[socket.socket, Any], T]) -> Callable[[socket.socket, Any], T]:
        def connect(self: socket.socket, address: Any) -> T:
            if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in LOOPBACK:
                raise OSError(f"the oracle has no network: {address}")
            return call(self, address)

        return connect

    socket.getaddrinfo = getaddrinfo
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, checked(getattr(socket.socket, name)))


def run(main: Path, base_url: str, world: World) -> None:
    """Import a program and run its `main`; what it imported from its own folder is forgotten afterwards."""
    random.seed(world.random_seed)
    before = set(sys.modules)
    folder = str(main.parent)
    if main.name == "main.py":
        sys.path.insert(0, folder)
    try:
        spec = importlib.util.spec_from_file_location(f"oracle_program_{main.parent.name}_{main.stem}", main)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        module.main(world.user, world.question, base_url)
    finally:
        if main.name == "main.py":
            sys.path.remove(folder)
        for name in set(sys.modules) - before:
            if (getattr(sys.modules[name], "__file__", None) or "").startswith(folder):
                del sys.modules[name]


def write_down(sdk: str, name: str, folder: Path) -> None:
    """Run all programs of `sdk`, write a table of their requests and errors to `folder`, and end this process."""
    from harness.programs import PROGRAMS, load, targets
    from harness.server import Provider

    provider = Provider()
    base_url = provider.start()
    found: dict[str, dict[str, Any]] = {}
    for target in targets():
        if target.parent != PROGRAMS / sdk:
            continue
        error = None
        try:
            run(load(target).main, base_url, WORLDS[name])
        except Exception:
            error = traceback.format_exc()
        found[target.name] = {"requests": provider.take(), "error": error}
    part = folder / f"{sdk}-{name}.part"
    part.write_text(json.dumps(found), encoding="utf-8")
    part.rename(part.with_suffix(".json"))
    sys.stdout.flush()
    os._exit(0)  # some SDKs keep threads that would be waited for


def main(name: str, folder: Path, sdks: list[str]) -> None:
    """Run the programs of several SDKs, those of each in a process of its own."""
    import time_machine

    stay_on_loopback()
    time_machine.travel(WORLDS[name].now, tick=True).start()
    if len(sdks) == 1:
        write_down(sdks[0], name, folder)
    for module in SHARED:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    for sdk in sdks:
        child = os.fork()
        if not child:
            said = os.open(folder / f"{sdk}-{name}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            for number in (1, 2):
                os.dup2(said, number)
            signal.alarm(LIMIT)
            write_down(sdk, name, folder)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
