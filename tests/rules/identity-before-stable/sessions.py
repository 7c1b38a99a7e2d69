"""Conversations and requests: the id of one changes with it."""

from anthropic import Anthropic

client = Anthropic()
GUIDE = "Ask one question at a time, repeat what you have understood, and give no medical advice. " * 60


def session(session_id: str, text: str):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=f"Session {session_id}\n{GUIDE}",  # expect: PFX103 "from conversation to conversation"
        messages=[{"role": "user", "content": text}],
    )


def request(request_id: str, text: str):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=f"Request {request_id}\n{GUIDE}",  # expect: PFX103 "from request to request"
        messages=[{"role": "user", "content": text}],
    )


def session_in_front_of_its_own_history(session_id: str, history: list):
    # Behind the name stands only this conversation, which never has another name.
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=f"{GUIDE}\nSession {session_id}.",  # ok: PFX103
        messages=history,
    )


def ids_of_the_deployment(agent_name: str, model_name: str, text: str):
    return client.messages.create(
        model=model_name,
        max_tokens=500,
        system=f"You are {agent_name}, running on {model_name}.\n{GUIDE}",  # ok: PFX103
        messages=[{"role": "user", "content": text}],
    )
