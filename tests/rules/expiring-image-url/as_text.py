"""Signed addresses in text: a model that reads pages gets them so."""

import boto3
from openai import OpenAI

client = OpenAI()
files = boto3.client("s3")
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def in_the_instructions(question: str):
    url = files.generate_presigned_url("get_object", Params={"Bucket": "plans", "Key": "plan.png"})
    return client.responses.create(model="gpt-4.1", instructions=f"Plan: {url}\n{RULES}", input=question)  # expect: PFX403


def in_the_question(question: str):
    url = files.generate_presigned_url("get_object", Params={"Bucket": "plans", "Key": "plan.png"})
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=f"{question}\n{url}")  # ok: PFX403
