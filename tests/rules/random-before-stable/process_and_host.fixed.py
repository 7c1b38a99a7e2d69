"""What differs between processes or hosts is a note; what the host is, is a fact of the deployment."""

import os
import platform
import socket
import tempfile

from anthropic import Anthropic

client = Anthropic()
GUIDE = "Run one command at a time, read its output, and explain each step before you take it. " * 60


def process(task_text: str):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=f"Process {os.getpid()}\n{GUIDE}",  # expect: PFX102 note "in every process"
        messages=[{"role": "user", "content": task_text}],
    )


def host(task_text: str):
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[{"type": "text", "text": f"Host {socket.gethostname()}\n{GUIDE}", "cache_control": {"type": "ephemeral"}}],  # expect: PFX102 note "from host to host"
        messages=[{"role": "user", "content": task_text}],
    )


def scratch_folder(task_text: str):
    folder = tempfile.mkdtemp()
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[{"type": "text", "text": GUIDE, "cache_control": {"type": "ephemeral"}}],  # expect: PFX102
        messages=[{"role": "user", "content": f"{task_text}\n\nWrite to {folder} only."}],
    )


def deployment(task_text: str):
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[{"type": "text", "text": f"{platform.system()} in {os.getcwd()} as {os.environ['ROLE']}\n{GUIDE}", "cache_control": {"type": "ephemeral"}}],  # ok: PFX102
        messages=[{"role": "user", "content": task_text}],
    )
