"""Answers from the handbook: retrieved pages and the customer's question in one prompt."""

import json
import os

from openai import OpenAI

client = OpenAI()

INSTRUCTIONS = """\
Answer from the pages of the handbook alone. Quote the title of the page you used in square brackets. If the pages
contradict each other, prefer the page with the younger date and say that there is an older rule. If no page answers the
question, say so and name the two pages that come closest. Do not translate the titles. Do not answer questions about
other shops. Keep amounts of money and dates exactly as they are written in the page.

The handbook has three parts. Part A holds the rules for customers: orders, delivery, payment, returns, warranty. Part B
holds the rules for the staff of the shop: opening hours, discounts for staff, the lost property office, the parking
place. Part C holds the repair list with its prices. A customer may be told everything in A and C; of part B only the
opening hours. If a question can only be answered from part B, say that the team will write an email, and do not say why.

Form of the answer: first the answer in one sentence, then the reason with its page, then what the customer has to do
next, as a numbered list. Leave the list out if there is nothing to do. Prices are given in euros with two decimals; the
postage is always named separately. Weights are given in grams below one kilogram, else in kilograms with one decimal.
"""


def ask_handbook(documents, question):
    """Wrong: other pages are found for each question, so the instructions behind them are never reused."""
    context = "\n\n".join(document.text for document in documents)
    prompt = f"Pages of the handbook:\n{context}\n\n{INSTRUCTIONS}\nQuestion: {question}"
    return client.responses.create(model="gpt-5.2", input=prompt)


def ask_handbook_in_order(documents, question):
    """Right: the instructions come first, what was retrieved comes after them."""
    pages = json.dumps([{"title": page.title, "text": page.text} for page in documents], sort_keys=True)
    return client.responses.create(model="gpt-5.2", instructions=INSTRUCTIONS, input=f"{pages}\n\nQuestion: {question}")


def ask_with_examples(question):
    """Wrong: the order of a folder differs between machines, so each of them fills a cache of its own."""
    examples = "\n".join(open(os.path.join("examples", name)).read() for name in os.listdir("examples"))
    return client.responses.create(
        model="gpt-5.2",
        instructions=f"Worked examples:\n{examples}\n\n{INSTRUCTIONS}",
        input=question,
    )
