"""The bot's texts."""

RULES = "Answer politely and cite the handbook. " * 200
TOPICS = {"refunds", "shipping", "warranty"}


def system() -> str:
    """The system text."""
    return f"You know: {', '.join(sorted(TOPICS))}.\n{RULES}"
