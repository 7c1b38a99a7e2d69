"""Pictures of requests: what is said to be cached, how bars are divided, what is shown of sites."""

import json

import pytest
from clock_program import CLOCK, CLOCK_LINE

from prefixlint import config, project
from prefixlint.picture import Cell, State, bar, columns, gather, markdown, picture
from prefixlint.picture.hover import code
from prefixlint.picture.words import first_words, tokens
from prefixlint.tokens import Size
from prefixlint_rules import ALL

DEFAULT = tuple(rule for rule in ALL if rule.about.default)
RULES = "\n".join(f"Rule {number}: answer politely, precisely and in one sentence." for number in range(200))
HEAD = f"""\
import datetime, uuid
from openai import OpenAI
from anthropic import Anthropic
client = OpenAI()
claude = Anthropic()
RULES = {json.dumps(RULES)}
"""
OPENAI = """
def ask(question, history):
    return client.chat.completions.create(model={model!r}, messages=[
        {{"role": "system", "content": {system}}},
        {rest}
        {{"role": "user", "content": question}},
    ])
"""


def looked_at(source):
    (result,) = project.check([project.Job("app.py", config.Settings(), DEFAULT, data=source.encode(), maps=True)])
    return result


def the_map(source):
    (found,) = [one for one in looked_at(source).maps if one.joined]
    return found


def drawn(system, rest="", model="gpt-4o"):
    return picture(the_map(HEAD + OPENAI.format(system=system, rest=rest, model=model)))


def states(cells):
    return [cell.state for cell in cells]


def test_what_stands_first_is_cached_in_steps_of_the_provider():
    good = drawn("RULES")
    assert good.cached.today == good.cached.after > 1024
    assert good.cached.today % 128 == 0
    assert states(good.today) == [State.CACHED, State.CHANGES]
    assert good.verdict.startswith("In order: about ")
    assert good.culprit is None


def test_a_clock_in_front_loses_what_stands_behind():
    bad = drawn("f'{datetime.datetime.now()} {RULES}'")
    assert (bad.cached.today, bad.cached.gain) == (0, bad.cached.after)
    assert states(bad.today) == [State.CHANGES, State.LOST, State.CHANGES]
    assert states(bad.after) == [State.CACHED, State.CHANGES]
    assert bad.culprit.source == "datetime.datetime.now()"
    assert "`datetime.datetime.now()` (line 10) is different on every call" in bad.verdict
    assert bad.verdict.startswith("Nothing is cached today; about ")


def test_a_conversation_behind_a_clock_is_paid_for_again():
    bad = drawn("f'{RULES} {datetime.datetime.now()}'", "*history,")
    assert states(bad.today) == [State.CACHED, State.CHANGES, State.REPAID, State.CHANGES]
    assert states(bad.after) == [State.CACHED, State.GROWS, State.CHANGES]
    assert "the whole conversation is paid in full" in bad.verdict


def test_a_conversation_behind_what_stays_the_same_grows():
    assert states(drawn("RULES", "*history,").today) == [State.CACHED, State.GROWS, State.CHANGES]


@pytest.mark.parametrize(
    ("control", "today"),
    [("", [State.SAME, State.CHANGES]), (', "cache_control": {"type": "ephemeral"}', [State.CACHED, State.CHANGES])],
)
def test_where_only_what_is_marked_is_cached(control, today):
    found = picture(
        the_map(
            HEAD
            + f"""
def ask(question):
    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=9,
        system=[{{"type": "text", "text": RULES{control}}}], messages=[{{"role": "user", "content": question}}])
"""
        )
    )
    assert states(found.today) == today
    assert (found.cached.gain == 0) is bool(control)
    assert [bool(row.marker) for row in found.rows] == [bool(control), False]


def test_what_is_too_short_wins_nothing():
    short = drawn("f'{datetime.datetime.now()} {RULES[0]}' + 9 * 'Answer in one polite sentence. '")
    assert (short.cached.today, short.cached.after) == (0, 0)
    assert "too short to be cached" in short.verdict
    assert "1,024" in short.verdict


def test_the_closing_words_of_the_newest_message_are_no_loss():
    found = drawn("RULES", '{"role": "user", "content": f"{history} Answer briefly."},')
    assert State.LOST not in states(found.today)


def test_what_is_not_known_is_said():
    found = drawn("f'{whatever(3)} {RULES}'")
    assert State.UNKNOWN in states(found.today)
    assert "This holds if `whatever(3)` stays the same" in found.verdict
    assert [row.level for row in found.rows if row.text == "whatever(3)"] == ["unknown"]


def test_rows_tell_blocks_and_parts():
    rows = drawn("f'Now: {datetime.datetime.now()} {RULES}'").rows
    assert [(row.number, row.role, row.level, row.literal) for row in rows] == [
        (1, "system", "", False),
        (0, "", "constant", True),
        (0, "", "call", False),
        (0, "", "constant", True),
        (2, "user", "request", False),
    ]
    assert rows[2].place.line == 10
    assert rows[3].place.line == 6, "a text is found where it is written"


@pytest.mark.parametrize("width", [1, 2, 3, 7, 40, 400])
@pytest.mark.parametrize("weights", [(1,), (1, 1000), (1000, 1, 1), (1, 1, 1, 1, 1), (5, 900, 7, 80)])
def test_bars_have_exactly_their_width(weights, width):
    cells = [Cell(State.CACHED, weight, "") for weight in weights]
    found = columns(cells, width)
    assert sum(found) == (width if len(cells) <= width else min(len(cells), width))
    assert all(size >= 1 for size in found)
    assert len(bar(cells, width)) == sum(found)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (Size(292, 292, 292), "292"), (Size(200, 1400, 1292), "about 1,292"), (Size(200, None, 292), "292 or more"),
        (Size(0, None, 0), "?"), (Size(0, 0), "0"),
    ],
)  # fmt: skip
def test_sizes_in_words(size, words):
    assert tokens(size) == words


def test_first_words_fit_and_show_blank_text():
    assert first_words("one\n two\tthree", 40) == "one two three"
    assert first_words("x" * 50, 10) == "xxxxxxx..."
    assert first_words("\n\n", 10) == "\\n\\n"


def test_markdown_holds_whatever_a_prompt_holds():
    text = markdown(the_map(HEAD + OPENAI.format(system='"| `` *a* <b> </b> [c](d)"', rest="", model="gpt-4o")))
    assert '1. **system** ```"| `` *a* <b> </b> [c](d)"``` constant' in text
    assert "2. **user** `question` **request** (line 12)" in text
    assert code("`") == "`` ` ``"


def test_markdown_says_what_a_reader_wants_to_know():
    text = markdown(the_map(HEAD + OPENAI.format(system="f'{uuid.uuid4()} {RULES}'", rest="*history,", model="gpt-4o")))
    assert text.startswith("**openai chat.completions, gpt-4o** (caches the longest prefix")
    assert "today      ░" in text
    assert "after fix  █" in text
    assert "constant, about" in text
    assert "tokens, lost" in text


def test_sites_gather_findings_and_forms():
    result = looked_at(CLOCK)
    (site,) = gather(result.maps, result.findings)
    assert [finding.code for finding in site.findings] == ["PFX101"]
    assert site.loss > 1024
    assert site.picture.culprit.place.line == CLOCK_LINE


def test_a_text_is_shown_with_what_sends_it():
    result = looked_at(
        HEAD
        + """
def ask(user_name, question):
    system = f"You are talking to {user_name}. " + RULES
    messages = [{"role": "system", "content": system}, {"role": "user", "content": question}]
    return client.chat.completions.create(model="gpt-4o", messages=messages)
"""
    )
    assert any(not one.joined for one in result.maps), "there is a text of its own"
    assert [site.picture.map.joined for site in gather(result.maps, result.findings)] == [True]


def test_sites_are_sorted_by_what_they_lose():
    good = OPENAI.format(system="RULES", rest="", model="gpt-4o").replace("ask", "a")
    short = OPENAI.format(system='f"{uuid.uuid4()} Be polite."', rest="", model="gpt-4o").replace("ask", "b")
    bad = OPENAI.format(system='f"{uuid.uuid4()} {RULES}"', rest="", model="gpt-4o").replace("ask", "c")
    result = looked_at(HEAD + good + short + bad)
    assert [one.picture.map.function for one in gather(result.maps, result.findings)] == ["c", "b", "a"]
