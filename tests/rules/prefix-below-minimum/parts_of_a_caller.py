from openai import OpenAI

client = OpenAI()


def part(question, rules):
    return client.responses.create(
        model="gpt-5.1",
        input=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],  # ok: PFX901
    )


def anything(question, **more):
    return client.responses.create(model="gpt-5.1", instructions="Be brief.", input=question, **more)  # ok: PFX901


def brief(question):
    return client.responses.create(model="gpt-5.1", instructions="Be brief.", input=question)  # expect: PFX901
