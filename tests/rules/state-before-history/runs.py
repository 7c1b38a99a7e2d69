"""What stands in front of the turns that a run appends itself: it stays what it is while the run goes on."""

from openai import OpenAI

client = OpenAI()
ROLE = "You look after the machines of a factory, one step at a time, and name the machine in every answer. " * 60


def run(tools, memory: str, task: str):
    messages = [
        {"role": "system", "content": f"{ROLE}Known so far: {memory}"},  # ok: PFX106
        {"role": "user", "content": task},
    ]
    while True:
        reply = client.chat.completions.create(model="gpt-4o", messages=messages).choices[0].message
        messages.append(reply)
        if not reply.tool_calls:
            return reply.content
        for call in reply.tool_calls:
            messages.append({"role": "tool", "content": tools[call.function.name](call), "tool_call_id": call.id})


def few_steps(memory: str, task: str, steps: int):
    messages = [{"role": "system", "content": f"{ROLE}Known so far: {memory}"}, {"role": "user", "content": task}]  # ok: PFX106
    for _ in range(steps):
        messages += [client.chat.completions.create(model="gpt-4o", messages=messages).choices[0].message]
        messages.append({"role": "user", "content": "Go on."})
    return messages


def answer(client: OpenAI, messages: list[dict[str, str]]):
    for _ in range(9):
        messages.append(client.chat.completions.create(model="gpt-4o", messages=messages).choices[0].message)


def through_a_helper(memory: str, task: str):
    messages = [{"role": "system", "content": f"{ROLE}Known so far: {memory}"}, {"role": "user", "content": task}]  # ok: PFX106
    answer(client, messages)


def rebuilt(tools, memory: str, task: str):
    # The system text is made anew in every step, with what is known by then.
    turns: list[dict[str, str]] = []
    while True:
        head = {"role": "system", "content": f"{ROLE}Known so far: {memory}"}  # expect: PFX106
        reply = client.chat.completions.create(model="gpt-4o", messages=[head, *turns]).choices[0].message
        turns.append(reply)
        memory = tools["remember"](reply)


def stored(memory: str, earlier: list[dict[str, str]]):
    # The loop only copies turns that were there before: the next request has others.
    messages = [{"role": "system", "content": f"{ROLE}Known so far: {memory}"}]  # expect: PFX106
    for turn in earlier:
        messages.append({"role": turn["role"], "content": turn["content"]})
    return client.chat.completions.create(model="gpt-4o", messages=messages)


class Play:
    """Led from beginning to end with the system text that it was made with."""

    def __init__(self, task: str) -> None:
        system_prompt = f"{ROLE}The task: {task}"  # ok: PFX106
        self.agent = Agent(system_prompt)


def play(task: str) -> Play:
    return Play(task=task)
