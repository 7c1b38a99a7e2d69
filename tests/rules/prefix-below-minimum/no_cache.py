from openai import OpenAI

client = OpenAI()


def does_not_cache(question):
    return client.responses.create(model="gpt-4-turbo", instructions="Be brief.", input=question)  # ok: PFX901


def held(question, ask):
    return ask(
        messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": question}]
    )  # ok: PFX901


def caches(question):
    return client.responses.create(model="gpt-5.1", instructions="Be brief.", input=question)  # expect: PFX901
