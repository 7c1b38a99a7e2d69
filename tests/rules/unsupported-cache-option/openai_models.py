from openai import AzureOpenAI, OpenAI

client = OpenAI()
azure = AzureOpenAI()


def options_before_their_time(question):
    return client.responses.create(
        model="gpt-5.1",
        prompt_cache_options={"mode": "implicit"},  # expect: PFX612 error "rejected by gpt-5.1"
        input=question,
    )


def options_in_time(history):
    return client.responses.create(
        model="gpt-5.6", prompt_cache_options={"mode": "implicit"}, input=history
    )  # ok: PFX612


def options_of_an_unknown_model(question, model):
    return client.responses.create(model=model, prompt_cache_options={"mode": "implicit"}, input=question)  # ok: PFX612


def options_of_a_deployment(question):
    return azure.responses.create(
        model="gpt-4o", prompt_cache_options={"mode": "implicit"}, input=question
    )  # ok: PFX612


def in_memory_no_more(question):
    return client.responses.create(
        model="gpt-5.5",
        prompt_cache_retention="in_memory",  # expect: PFX612 error "in_memory"
        input=question,
    )


def in_memory_still(question):
    return client.responses.create(model="gpt-5.1", prompt_cache_retention="in_memory", input=question)  # ok: PFX612


def a_day_is_not_offered(question):
    return client.responses.create(
        model="gpt-4o",
        prompt_cache_retention="24h",  # expect: PFX612 warning "not among"
        input=question,
    )


def a_day_is_offered(question):
    return client.responses.create(model="gpt-4.1", prompt_cache_retention="24h", input=question)  # ok: PFX612


def another_option_by_now(question):
    return client.responses.create(
        model="gpt-6-sol",
        prompt_cache_retention="24h",  # expect: PFX612 warning
        input=question,
    )


def not_given(question):
    return client.responses.create(model="gpt-6-sol", prompt_cache_retention=None, input=question)  # ok: PFX612
