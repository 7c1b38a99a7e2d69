import boto3
import litellm
from openai import OpenAI

client = OpenAI()
bedrock = boto3.client("bedrock-runtime")
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def caches_by_itself(question):
    return client.chat.completions.create(
        model="gpt-5.1",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX605
    )


def through_litellm(question):
    return litellm.completion(  # expect: PFX605 warning
        model="anthropic/claude-sonnet-4-5",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def litellm_puts_it_in(question):
    return litellm.completion(
        model="anthropic/claude-sonnet-4-5",
        cache_control_injection_points=[{"location": "message", "role": "system"}],  # ok: PFX605
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def litellm_to_somebody_else(question):
    return litellm.completion(
        model="gemini/gemini-2.5-pro",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX605
    )


def best_effort(question):
    return bedrock.converse(  # expect: PFX605 note "may or may not"
        modelId="us.anthropic.claude-opus-4-8-v1:0",
        system=[{"text": RULES}],
        messages=[{"role": "user", "content": [{"text": question}]}],
    )


def with_a_point(question):
    return bedrock.converse(
        modelId="us.anthropic.claude-opus-4-8-v1:0",
        system=[{"text": RULES}, {"cachePoint": {"type": "default"}}],  # ok: PFX605
        messages=[{"role": "user", "content": [{"text": question}]}],
    )
