"""Sets in builders, attributes and message lists."""

RULES = "Answer politely, briefly, and only about the topics that are named above this sentence. " * 60


class Desk:
    """Answers mail."""

    def __init__(self) -> None:
        self.topics = {"orders", "returns", "invoices"}

    def get_system_prompt(self) -> str:
        return "Topics: " + ", ".join(sorted(self.topics)) + "\n" + RULES  # expect: PFX201

    def get_better_system_prompt(self) -> str:
        return "Topics: " + ", ".join(sorted(self.topics)) + "\n" + RULES  # ok: PFX201


def messages(question: str) -> list[dict[str, str]]:
    allowed = {"orders", "returns"} - {"returns", "events"}
    return [
        {"role": "system", "content": "Topics: " + " ".join(sorted(allowed)) + RULES},  # expect: PFX201
        {"role": "user", "content": question},
    ]
