from agents import Agent, ModelSettings

cut = Agent(
    name="desk",
    instructions="Answer from the handbook.",
    model_settings=ModelSettings(truncation="auto"),  # expect: PFX504
)
whole = Agent(
    name="desk", instructions="Answer from the handbook.", model_settings=ModelSettings(truncation="disabled")
)  # ok: PFX504
usual = Agent(
    name="desk", instructions="Answer from the handbook.", model_settings=ModelSettings(temperature=0)
)  # ok: PFX504
