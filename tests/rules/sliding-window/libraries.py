"""Functions and objects of libraries that keep the newest turns only."""

from autogen_core.model_context import BufferedChatCompletionContext, UnboundedChatCompletionContext
from langchain.memory import ConversationBufferMemory, ConversationBufferWindowMemory
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage, filter_messages, trim_messages
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o")
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def trimmed(history: list[BaseMessage], question: str):
    recent = trim_messages(history, max_tokens=4000, strategy="last", token_counter=llm)  # expect: PFX502 warning
    return llm.invoke([SystemMessage(RULES), *recent, HumanMessage(question)])


def filtered(history: list[BaseMessage], question: str):
    recent = filter_messages(history, exclude_names=["draft"])
    return llm.invoke([SystemMessage(RULES), *recent, HumanMessage(question)])  # ok: PFX502


window = ConversationBufferWindowMemory(k=10)  # expect: PFX502
whole = ConversationBufferMemory()  # ok: PFX502
buffered = BufferedChatCompletionContext(buffer_size=12)  # expect: PFX502
unbounded = UnboundedChatCompletionContext()  # ok: PFX502
