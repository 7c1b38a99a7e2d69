# todo-first: now
from datetime import datetime

from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

PROMPT = ChatPromptTemplate.from_messages(
    [
        ("system", "It is {now}.\n" + "Answer politely and cite the handbook. " * 200),
        ("human", "{question}"),
    ]
).partial(now=lambda: datetime.now().isoformat())  # expect: PFX101


def main(user: str, question: str, base_url: str) -> None:
    model = ChatOpenAI(model="gpt-4o", base_url=base_url)
    (PROMPT | model).invoke({"question": question})
