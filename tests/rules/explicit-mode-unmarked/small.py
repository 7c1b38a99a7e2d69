from openai import OpenAI

client = OpenAI()


def nothing_to_cache(question):
    return client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "explicit"},  # expect: PFX607 note
        messages=[{"role": "developer", "content": "Be brief."}, {"role": "user", "content": question}],
    )


def by_configuration(question, mode):
    return client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": mode},  # ok: PFX607
        messages=[{"role": "developer", "content": "Be brief."}, {"role": "user", "content": question}],
    )
