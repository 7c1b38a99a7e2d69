"""Prompt templates of LangChain: a placeholder is what its name says, or what it is filled with."""

from datetime import datetime

from langchain_core.prompts import (
    AIMessagePromptTemplate,
    ChatPromptTemplate,
    HumanMessagePromptTemplate,
    MessagesPlaceholder,
    PromptTemplate,
    SystemMessagePromptTemplate,
)
from langchain_openai import ChatOpenAI

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""

llm = ChatOpenAI(model="gpt-4o")

right = ChatPromptTemplate.from_messages(
    [("system", RULES), MessagesPlaceholder("chat_history"), ("human", "{question}")]  # ok: PFX104
)

history_behind = ChatPromptTemplate.from_messages(
    [
        (
            "system",
            "You are {user_name}'s assistant. It is {current_time}. " + RULES,  # expect: PFX101 # expect: PFX103
        ),
        ("placeholder", "{chat_history}"),
        ("human", "{question}"),
    ]
)

double = ChatPromptTemplate.from_messages(
    [("system", "It is {{current_time}}. " + RULES), ("human", "{{question}}")],  # expect: PFX101
    template_format="mustache",
)

escaped = ChatPromptTemplate.from_messages(
    [("system", "Write {{current_time}} where the time goes. " + RULES), ("human", "{question}")]  # ok: PFX101
)

by_class = ChatPromptTemplate.from_messages(
    [
        SystemMessagePromptTemplate.from_template("It is {current_time}. " + RULES),  # expect: PFX101
        HumanMessagePromptTemplate.from_template("{question}"),
        AIMessagePromptTemplate.from_template("{answer_so_far}"),
    ]
)

text = PromptTemplate.from_template("Today's question: {question}\n\n" + RULES)  # expect: PFX104
jinja = PromptTemplate(
    template="{% if question %}{{ question }}{% endif %}\n" + RULES,  # expect: PFX104
    template_format="jinja2",
)
chain = right | llm


def partly(question):
    prompt = ChatPromptTemplate.from_messages([("system", "{x} " + RULES), ("human", "{question}")])
    filled = prompt.partial(x=datetime.now().isoformat())  # expect: PFX101
    return (filled | llm).invoke({"question": question})


def partly_fixed(question):
    prompt = ChatPromptTemplate.from_messages([("system", "{current_time} " + RULES), ("human", "{question}")])
    filled = prompt.partial(current_time="noon")  # ok: PFX101
    return llm.invoke(filled.format_messages(question=question))  # request: openai invoke gpt-4o


def given():
    return PromptTemplate(
        template="{x} " + RULES + "{question}",
        partial_variables={"x": datetime.now().isoformat()},  # expect: PFX101
    )


def by_function():
    def clock():
        return datetime.now().isoformat()  # expect: PFX101

    return PromptTemplate.from_template("{x} " + RULES + "{question}", partial_variables={"x": clock})


def formatted(question):
    prompt = PromptTemplate.from_template("{x} " + RULES + " {question}")
    return llm.invoke(  # request: openai invoke gpt-4o
        prompt.format(x=datetime.now(), question=question)  # expect: PFX101
    )


def invoked(question):
    prompt = ChatPromptTemplate.from_messages([("system", "{x} " + RULES), ("human", "{question}")])
    messages = prompt.invoke({"x": datetime.now(), "question": question})  # expect: PFX101
    return llm.invoke(messages)  # request: openai invoke gpt-4o


# The question stands still while the agent works on it: what it does meanwhile is no conversation that is lost.
working = ChatPromptTemplate.from_messages(
    [("system", RULES), ("human", "Question: {question}"), MessagesPlaceholder("agent_scratchpad")]  # ok: PFX104
)
