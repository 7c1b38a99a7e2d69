"""System text that is stored with the turns, and put in front of them again in the next one."""

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Desk:
    def __init__(self, history, send):
        self.history = history
        self.send = send

    def stored_with_the_turns(self, question):
        messages = []
        messages.append({"role": "system", "content": RULES})  # expect: PFX503
        messages.extend(self.history.get())
        messages.append({"role": "user", "content": question})
        messages.append(self.send(messages))
        self.history.set(messages)

    def stored_without_it(self, question):
        messages = []
        messages.append({"role": "system", "content": RULES})  # ok: PFX503
        messages.extend(self.history.get())
        messages.append({"role": "user", "content": question})
        messages.append(self.send(messages))
        self.history.set(messages[1:])

    def only_the_first_time(self, question):
        messages = []
        if not self.history.get():
            messages.append({"role": "system", "content": RULES})  # ok: PFX503
        messages.extend(self.history.get())
        messages.append({"role": "user", "content": question})
        self.history.set(messages)

    def stored_elsewhere(self, question, log):
        messages = []
        messages.append({"role": "system", "content": RULES})  # ok: PFX503
        messages.extend(self.history.get())
        messages.append({"role": "user", "content": question})
        log.set(messages)

    def a_user_message(self, question):
        messages = []
        messages.append({"role": "user", "content": RULES})  # ok: PFX503
        messages.extend(self.history.get())
        messages.append(self.send(messages))
        self.history.set(messages)
