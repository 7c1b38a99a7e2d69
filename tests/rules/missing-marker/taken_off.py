"""Marks that are taken off again before anything is sent."""


class Agent:
    def __init__(self):
        self.messages = []

    def set_and_taken_off(self, results):
        self.messages += [{"role": "user", "content": results}]
        results[-1]["cache_control"] = {"type": "ephemeral"}  # expect: PFX605
        for message in self.messages:
            for block in message["content"]:
                if isinstance(block, dict) and "cache_control" in block:
                    del block["cache_control"]

    def taken_off_and_set(self, results):
        self.messages += [{"role": "user", "content": results}]
        for message in self.messages:
            for block in message["content"]:
                block.pop("cache_control", None)
        results[-1]["cache_control"] = {"type": "ephemeral"}  # ok: PFX605

    def taken_off_others(self, results, drafts):
        self.messages += [{"role": "user", "content": results}]
        results[-1]["cache_control"] = {"type": "ephemeral"}  # ok: PFX605
        for block in drafts:
            block.pop("cache_control", None)

    def taken_off_all_but_one(self, results):
        self.messages += [{"role": "user", "content": results}]
        results[-1]["cache_control"] = {"type": "ephemeral"}  # ok: PFX605
        for number, message in enumerate(self.messages):
            if number < len(self.messages) - 1:
                for block in message["content"]:
                    block.pop("cache_control", None)

    def set_again(self, results):
        self.messages.append({"role": "user", "content": results})
        results[-1]["cache_control"] = {"type": "ephemeral"}  # ok: PFX605
        for message in self.messages:
            message.pop("cache_control", None)
        results[0]["cache_control"] = {"type": "ephemeral"}  # ok: PFX605
