"""A conversation that an object keeps by the id of its last response."""

from openai import OpenAI

RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


class Chat:
    def __init__(self):
        self.client = OpenAI()
        self.last = None

    def begin(self, question: str):
        reply = self.client.responses.create(model="gpt-5.4", instructions=RULES, input=question)
        self.last = reply.id
        return reply.output_text

    def go_on(self, question: str):
        reply = self.client.responses.create(model="gpt-5.4", previous_response_id=self.last, input=question)  # expect: PFX702
        self.last = reply.id
        return reply.output_text

    def go_on_with_rules(self, question: str):
        reply = self.client.responses.create(
            model="gpt-5.4",
            previous_response_id=self.last,  # ok: PFX702
            instructions=RULES,
            input=question,
        )
        self.last = reply.id
        return reply.output_text
