from langchain_core.prompts import PromptTemplate

RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90
GREETING = PromptTemplate.from_template("You talk to {username}.\n" + RULES)  # ok: PFX103
UNUSED = PromptTemplate.from_template("You talk to {username}.\n" + RULES)  # expect: PFX103 note "nothing in sight uses this prompt"
