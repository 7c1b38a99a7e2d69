"""Memory and retrieved text in the system prompt of a conversation."""

from openai import AsyncOpenAI

GUIDE = """
You are the companion of a player in a game about an island in the north. You know the harbour, the lighthouse, the
three farms and the old mine, but only what somebody who lives there would know. You speak plainly and a little dryly.
You never speak of the game as a game. If the player asks for help you give a hint first and the solution only when he
asks again. You remember what he told you and come back to it when it fits.
""" * 8


class Companion:
    """Talks to one player."""

    def __init__(self, client: AsyncOpenAI, store) -> None:
        self.client = client
        self.store = store
        self.history: list[dict[str, str]] = []

    async def retrieved_into_system(self, user_message: str):
        memories = await self.store.search_memories(user_message)
        system = f"{GUIDE}\n\nYou remember:\n{memories}"  # expect: PFX106
        reply = await self.client.chat.completions.create(
            model="gpt-4.1",
            messages=[{"role": "system", "content": system}, *self.history, {"role": "user", "content": user_message}],
        )
        self.history.append({"role": "user", "content": user_message})
        self.history.append({"role": "assistant", "content": reply.choices[0].message.content})

    async def retrieved_into_turn(self, user_message: str):
        memories = await self.store.search_memories(user_message)
        turn = f"{user_message}\n\nYou remember:\n{memories}"  # ok: PFX106
        return await self.client.chat.completions.create(
            model="gpt-4.1",
            messages=[{"role": "system", "content": GUIDE}, *self.history, {"role": "user", "content": turn}],
        )


def passages(client: AsyncOpenAI, chat_history: list[dict[str, str]], context: str):
    return client.chat.completions.create(
        model="gpt-4.1",
        messages=[{"role": "system", "content": f"{GUIDE}\n{context}"}, *chat_history],  # expect: PFX106
    )


def passages_in_one_question(client: AsyncOpenAI, context: str, question: str):
    # No conversation: behind the passages stands only the question.
    return client.chat.completions.create(
        model="gpt-4.1",
        messages=[{"role": "system", "content": f"{GUIDE}\n{context}"}, {"role": "user", "content": question}],  # ok: PFX106
    )
