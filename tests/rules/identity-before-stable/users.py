"""The user's name, mail address or tenant in front of the rules that all users share."""

from openai import OpenAI

client = OpenAI()
RULES = "Recommend books that are in stock, never quote prices, and answer in plain words. " * 60


def name_first(user_name: str, question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"You help {user_name}.\n{RULES}"},  # expect: PFX103 warning col=55 "from user to user"
            {"role": "user", "content": question},
        ],
    )


def tenant(tenant_id: str, question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions="Tenant " + tenant_id + "\n" + RULES,  # expect: PFX103 warning
        input=question,
    )


def template(email: str, question: str):
    head = "The customer's address is {address}.\n\n{rules}"
    return client.responses.create(
        model="gpt-4.1",
        instructions=head.format(address=email, rules=RULES),  # expect: PFX103
        input=question,
    )


def name_last(user_name: str, question: str):
    # Only the question follows it.
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"{RULES}\nYou help {user_name}."},  # ok: PFX103
            {"role": "user", "content": question},
        ],
        user=user_name,  # ok: PFX103
        metadata={"user": user_name},  # ok: PFX103
    )


def short_text(user_name: str, question: str):
    # A greeting with a handful of words behind it is not worth a word.
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": f"I am {user_name}, please help me. {question}"}],  # ok: PFX103
    )


def what_a_user_says(user_msg_json: dict[str, str]):
    # What a user says is not who they are: another rule tells of it.
    return client.responses.create(model="gpt-4.1", input=f"{user_msg_json}\n{RULES}")  # ok: PFX103 expect: PFX104
