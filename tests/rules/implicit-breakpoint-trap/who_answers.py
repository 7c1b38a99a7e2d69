from openai import AzureOpenAI, OpenAI

azure = AzureOpenAI()
other = OpenAI(base_url="https://api.deepseek.com")
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def deployment_of_any_model(question):
    return azure.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX606
    )


def somebody_else(question):
    return other.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX606
    )
