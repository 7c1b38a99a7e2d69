"""A message that is put behind a conversation stands in front of nothing, whatever its role."""

from langchain_core.messages import SystemMessage


async def at_the_end(model_context, store, question: str):
    memories = await store.search(question)
    await model_context.add_message(SystemMessage(content=f"Memories: {memories}\n"))  # ok: PFX106
