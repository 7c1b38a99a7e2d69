# todo-first: user
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

PROMPT = ChatPromptTemplate.from_messages(
    [
        (
            "system",
            "The customer is called {user}.\n" + "Answer politely and cite the handbook. " * 200,  # expect: PFX103
        ),
        ("human", "{question}"),
    ]
)


def main(user: str, question: str, base_url: str) -> None:
    chain = PROMPT | ChatOpenAI(model="gpt-4o", base_url=base_url)
    chain.invoke({"user": user, "question": question})
