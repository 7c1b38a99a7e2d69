"""The older SDK of Gemini: the model object holds the system instruction."""

from datetime import datetime

import google.generativeai as genai

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""

fixed = genai.GenerativeModel("gemini-2.5-flash", system_instruction=RULES)


def early(question):
    model = genai.GenerativeModel(
        "gemini-2.5-pro",
        system_instruction=f"It is {datetime.now()}. {RULES}",  # expect: PFX101
    )
    return model.generate_content(question)  # request: google generate_content gemini-2.5-pro


def right(question):
    return fixed.generate_content(  # request: google generate_content gemini-2.5-flash
        f"{question} {datetime.now()}"
    )  # ok: PFX101


def early_text(question):
    return fixed.generate_content([f"{datetime.now()}", RULES * 3, question])  # expect: PFX101
