"""What is worth a warning: short values add nothing, small losses and values that live as long as an object are notes."""

from dataclasses import dataclass

from openai import OpenAI

client = OpenAI()
SHORT = "Answer in one sentence, name the paragraph of the contract, and add nothing that is not written there. " * 4
LONG = "Answer in one sentence, name the paragraph of the contract, and add nothing that is not written there. " * 60


def ask(prompt: str) -> str | None:
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
    return reply.choices[0].message.content


def short_values(question: str, language: str, max_words: int) -> str | None:
    # A language and a number do not lift a hundred tokens over the minimum.
    return ask(f"{question}\n{SHORT} Write {language}, {max_words} words at most.")  # expect: PFX104 note


def unknown_text(question: str, guidelines: str) -> str | None:
    # Guidelines may be of any length, but little is known to be lost.
    return ask(f"{question}\n{SHORT}\n{guidelines}")  # expect: PFX104 note


def unknown_head(question: str, guidelines: str, turns: list[dict[str, str]]):
    # A system text is mostly long, and a conversation follows.
    head = {"role": "system", "content": f"{question}\n{SHORT}\n{guidelines}"}  # expect: PFX106 warning
    return client.chat.completions.create(model="gpt-4o", messages=[head, *turns])


def half_a_step(question: str) -> str | None:
    # The rules stand first; what is left behind the question is less than a step of the cache.
    return ask(f"{LONG}\n{question}\nAnswer briefly, in the words of the contract, and name the paragraph.\n" + "So and no other way. " * 3)  # expect: PFX104 note


def several_steps(question: str) -> str | None:
    return ask(f"{LONG}\n{question}\n{SHORT}{SHORT}{SHORT}")  # expect: PFX104 warning


class Review:
    """Made for one contract."""

    def __init__(self, document: str) -> None:
        self.document = document

    def small(self) -> str | None:
        return ask(f"{LONG}\n{self.document}\n{SHORT}")  # expect: PFX104 note "set anew for each object"

    def large(self) -> str | None:
        return ask(f"{self.document}\n{LONG}")  # expect: PFX104 warning


@dataclass
class Judge:
    """The same, with fields that a dataclass binds."""

    document: str | None = None

    def small(self) -> str | None:
        return ask(f"{LONG}\n{self.document}\n{SHORT}")  # expect: PFX104 note "set anew for each object"

    def large(self) -> str | None:
        return ask(f"{self.document}\n{LONG}")  # expect: PFX104 warning


@dataclass
class StylingConfig:
    scenario_context: str | None = None


@dataclass
class Scenario:
    scenario_context: str | None = None


def configured(config: StylingConfig) -> str | None:
    # What a configuration holds stays as it is, whatever its name.
    return ask(f"{config.scenario_context}\n{LONG}")  # ok: PFX104


def told(scenario: Scenario) -> str | None:
    return ask(f"{scenario.scenario_context}\n{LONG}")  # expect: PFX104 warning
