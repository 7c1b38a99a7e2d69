from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def only_the_question_is_marked(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=RULES,
        messages=[
            {
                "role": "user",
                "content": [
                    {
                        "type": "text",
                        "text": question,
                        "cache_control": {"type": "ephemeral"},  # expect: PFX601 warning "never read"
                    }
                ],
            }
        ],
    )


def the_rules_are_marked_too(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=[
            {
                "role": "user",
                "content": [
                    {
                        "type": "text",
                        "text": question,
                        "cache_control": {"type": "ephemeral"},  # expect: PFX601 note "earlier breakpoint"
                    }
                ],
            }
        ],
    )


def newest_turn_of_a_conversation(history, question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=RULES,
        messages=[
            *history,
            {
                "role": "user",
                "content": [{"type": "text", "text": question, "cache_control": {"type": "ephemeral"}}],
            },  # ok: PFX601
        ],
    )


def one_document_many_questions(document, questions):
    marked = {"type": "text", "text": document, "cache_control": {"type": "ephemeral"}}  # ok: PFX601
    return [
        client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=9,
            system=RULES,
            messages=[{"role": "user", "content": [marked, {"type": "text", "text": question}]}],
        )
        for question in questions
    ]


def a_document_and_what_is_asked_of_it(document, question):
    marked = {"type": "text", "text": document, "cache_control": {"type": "ephemeral"}}  # ok: PFX601
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=RULES,
        messages=[{"role": "user", "content": [marked, {"type": "text", "text": question}]}],
    )


def an_agent_comes_back(question, tools):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        tools=tools,
        system=RULES,
        messages=[
            {"role": "user", "content": [{"type": "text", "text": question, "cache_control": {"type": "ephemeral"}}]}
        ],  # ok: PFX601
    )
