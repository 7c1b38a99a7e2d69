# first: datetime.now()
from datetime import datetime

from langchain_core.messages import HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    model = ChatOpenAI(model="gpt-4o", base_url=base_url)
    model.invoke(
        [
            SystemMessage(content=f"Now: {datetime.now():%H:%M}\n{RULES}"),  # expect: PFX101
            HumanMessage(content=question),
        ]
    )
