import uuid

import litellm
from pydantic_ai import Agent

agent = Agent(
    "openai:gpt-5.1", instructions="Be brief.", model_settings={"openai_prompt_cache_key": "shop"}
)  # ok: PFX611


def through_litellm(question):
    return litellm.completion(
        model="gpt-5.1",
        prompt_cache_key=uuid.uuid4().hex,  # expect: PFX611
        messages=[{"role": "user", "content": question}],
    )


def agent_for_one_question(question):
    settings = {"openai_prompt_cache_key": uuid.uuid4().hex}  # expect: PFX611
    return Agent("openai:gpt-5.1", instructions="Be brief.", model_settings=settings).run_sync(question)
