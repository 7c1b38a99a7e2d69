"""Builders of system prompts: a conversation may follow."""

GUIDE = "You are the guide of a museum: answer about what can be seen, and say in which room it hangs. " * 60


def get_system_prompt(memory_context: str) -> str:
    return f"{GUIDE}\n\n{memory_context}"  # expect: PFX106


def build_system_prompt(scratchpad: str, rules: str) -> str:
    prompt = f"Notes so far:\n{scratchpad}\n\n"  # expect: PFX106
    prompt += rules
    prompt += GUIDE
    return prompt


def system_prompt(agent_name: str, language: str) -> str:
    return f"You are {agent_name}. Answer in {language}.\n{GUIDE}"  # ok: PFX106


def build_user_message(memory_context: str, question: str) -> str:
    return f"{question}\n\n{memory_context}"  # ok: PFX106


def get_rag_system_prompt(passages: str) -> str:
    # Whether a conversation follows is not known, and for a single question this is right.
    return f"{GUIDE}\n\n{passages}"  # ok: PFX106
