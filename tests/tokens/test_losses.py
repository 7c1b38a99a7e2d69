"""The figures of findings: counted where that is possible, rounded as the model does it, and taken only for what is printed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prefixlint import project
from prefixlint.finding import Finding, Loss, Severity
from prefixlint.knowledge.caches import CachePolicy
from prefixlint.knowledge.encodings import encodings
from prefixlint.report.loss import cache_words
from prefixlint.requests.map import RequestMap
from prefixlint.tokenizer import load
from prefixlint_rules import ALL

Check = Callable[..., list[Finding]]
RULE = "You answer questions about orders, returns and invoices of an online bookshop. "
CHAT = """\
from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "{rule}" * {times}


def ask(question, history):
    return client.chat.completions.create(
        model="{model}",
        messages=[
            {{"role": "system", "content": f"{head}{{RULES}}"}},{history}
            {{"role": "user", "content": question}},
        ],
    )
"""
CLAUDE = """\
from anthropic import Anthropic

client = Anthropic()
RULES = "{rule}" * {times}


def ask(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=[{{"type": "text", "text": f"{head}{{RULES}}"{marker}}}],
        messages=[{{"role": "user", "content": question}}],
    )
"""
MARKER = ', "cache_control": {"type": "ephemeral"}'


def chat(model: str = "gpt-4o", times: int = 90, head: str = "It is {datetime.now()}.\\n", history: str = "") -> str:
    return CHAT.format(rule=RULE, times=times, model=model, head=head, history=history)


def claude(head: str, marker: str = "", times: int = 90) -> str:
    return CLAUDE.format(rule=RULE, times=times, head=head, marker=marker)


def count(text: str) -> int:
    loaded = load(encodings()["o200k_base"])
    assert loaded is not None
    return len(loaded.encode_ordinary(text))


def loss_of(finding: Finding) -> Loss:
    assert finding.loss is not None
    return finding.loss


def test_the_loss_is_counted(check: Check) -> None:
    (finding,) = check(app=chat())
    loss = loss_of(finding)
    lost, front = count(".\n" + RULE * 90), count("It is ")
    assert (loss.tokens, loss.tokens_low, loss.tokens_high, loss.exact) == (lost, lost, lost, True)
    assert (loss.stable_tokens, loss.first_difference, loss.shared_prefix_tokens) == (lost + front, front + 1, front)
    said = (
        f"({lost:,} of {lost + front:,} stable tokens lost per call; the first difference comes at token {front + 1})"
    )
    assert finding.message.endswith(said)
    assert (loss.cached_today, loss.cached_after) == (0, (lost + front) // 128 * 128)


def test_text_that_stands_together_is_counted_together(check: Check) -> None:
    split = chat().replace(
        'f"It is {datetime.now()}.\\n{RULES}"', 'f"It is {datetime.now()}" + ".\\n" + "You" + "r" + RULES'
    )
    (finding,) = check(app=split)
    assert loss_of(finding).tokens == count(".\nYour" + RULE * 90)


def test_without_a_public_tokenizer_it_is_about(check: Check) -> None:
    program = claude("Request {uuid.uuid4()}.\\n").replace("from anthropic", "import uuid\n\nfrom anthropic")
    (finding,) = check("ignore = ['PFX605']", app=program)
    loss = loss_of(finding)
    assert not loss.exact and loss.tokens_high is not None
    assert "(about " in finding.message and "at about token " in finding.message


def test_estimates_are_the_same_on_every_machine(check: Check, nothing_here: Path) -> None:
    there_is_none = check(app=chat())
    (asked_for,) = check('tokenizer = "estimate"', app=chat())
    assert there_is_none == [asked_for]
    loss = loss_of(asked_for)
    assert not loss.exact
    assert loss.tokens_low <= 1352 <= (loss.tokens_high or 0)
    assert loss.tokens == pytest.approx(1352, rel=0.1)


def test_a_count_settles_what_bounds_leave_open(check: Check) -> None:
    # 901 tokens: the estimate alone would not tell them from 1,024.
    (counted,) = check(app=chat(times=60))
    (estimated,) = check('tokenizer = "estimate"', app=chat(times=60))
    assert (counted.severity, estimated.severity) == (Severity.NOTE, Severity.WARNING)
    assert "stable tokens, minimum 1,024)" in counted.message and "about" not in counted.message


def test_a_count_can_make_it_worse(check: Check) -> None:
    # As words there are 84 % of 1,024; as tokens all of them.
    (counted,) = check(app=chat(times=70))
    (estimated,) = check('tokenizer = "estimate"', app=chat(times=70))
    assert (counted.severity, estimated.severity) == (Severity.ERROR, Severity.WARNING)


def test_the_lowest_severity_is_judged_by_the_count(check: Check) -> None:
    assert len(check('min-severity = "error"', app=chat(times=70))) == 1
    assert check('min-severity = "warning"', app=chat(times=60)) == []


def test_a_conversation_is_lost_as_well(check: Check) -> None:
    (finding,) = check(app=chat(history="\n            *history,"))
    assert loss_of(finding).conversation
    assert "stable tokens and the conversation lost per call; " in finding.message


@pytest.mark.parametrize(
    ("tokens", "policy", "cached"),
    [
        (1023, CachePolicy(step=128), 0),
        (1024, CachePolicy(step=128), 1024),
        (1300, CachePolicy(step=128), 1280),
        (1500, CachePolicy(step=2048), 0),
        (1500, CachePolicy(mode="breakpoints", step=1), 1500),
        (1500, CachePolicy(), 1500),
        (5000, CachePolicy(mode="none"), 0),
    ],
)
def test_hits_are_rounded_as_the_model_does_it(tokens: int, policy: CachePolicy, cached: int) -> None:
    assert policy.cached(tokens) == cached


def test_what_is_sure_is_judged_by_the_strictest_model() -> None:
    policy = CachePolicy(mode="markers", minimum=512, enough=4096)
    assert (policy.cached(600), policy.cached(600, surely=True), policy.cached(5000, surely=True)) == (600, 0, 5000)


def map_of(tmp_path: Path, text: str) -> RequestMap:
    path = tmp_path / "app.py"
    path.write_text(text, encoding="utf-8")
    return next(one for one in project.run([str(path)], ALL, {"scope": "file"}, 1, None, maps=True).maps if one.joined)


@pytest.mark.parametrize(
    ("program", "today", "after"),
    [
        (chat(head=""), True, True),
        (chat(), False, True),
        (chat(head="", times=10), False, False),
        (chat(head="", model="gpt-4"), False, False),  # keeps no cache
        (chat(head="", model="gpt-5.6"), False, True),  # the newest message closes what is written
        (chat(head="", model="gpt-5.6", history="\n            *history,"), True, True),
        (claude(""), False, True),  # nothing is marked
        (claude("", MARKER), True, True),
        (claude("{question}\\n", MARKER), False, True),
    ],
)
def test_what_is_cached_today_and_could_be(tmp_path: Path, program: str, today: bool, after: bool) -> None:
    found = map_of(tmp_path, program)
    assert (found.cached_today.estimate > 0, found.cached_after.estimate > 0) == (today, after)
    for size in (found.cached_today, found.cached_after):
        assert size.low <= size.estimate and (size.high is None or size.estimate <= size.high)


def test_the_order_of_a_set_keeps_processes_from_sharing(tmp_path: Path) -> None:
    program = chat(head="{' '.join({'red', 'green', 'blue'})} ")
    found = map_of(tmp_path, program)
    assert found.breaks is not None
    assert found.cached_today.estimate == 0 < found.cached_after.estimate


def test_how_often_it_is_lost(check: Check) -> None:
    (finding,) = check(app=chat(head="{' '.join({'red', 'green', 'blue'})} "))
    assert "lost per process" in finding.message


SAID = [
    (Loss(9, 9, True, 0, 1024, 1400, 1500, cached_after=1408, step=128), "nothing is cached today, 1,408 would be"),
    (Loss(9, 9, True, 0, 1024, 90, 1500, cached_today=1408, cached_after=1408, step=128), "no whole step more"),
    (Loss(9, 9, True, 0, 1024, 90, 100), "nothing would be: the minimum is 1,024 tokens"),
    (
        Loss(9, None, False, 0, 1024, 90, 100, cached_open=True),
        "about 100 tokens and what follows would be, if they make 1,024",
    ),
    (
        Loss(9, 9, False, 0, 1024, 900, 3000, cached_today=2100, cached_after=3000),
        "about 2,100 tokens are cached today",
    ),
]


@pytest.mark.parametrize(("loss", "said"), SAID)
def test_the_cache_in_words(loss: Loss, said: str) -> None:
    assert said in cache_words(loss)


def test_there_is_nothing_to_say_where_nothing_was_measured() -> None:
    assert cache_words(Loss(0, None, False, 0, 1024)) == ""


CLEAN = chat(head="")
UNSURE = chat(head="{question}").replace("question", "foo")
HIDDEN = chat().replace('{RULES}"},', '{RULES}"},  # noqa: PFX101')


@pytest.mark.parametrize(
    ("program", "loads"),
    [(CLEAN, False), (UNSURE, False), (HIDDEN, False), (claude("{question}\\n", MARKER), False), (chat(), True)],
    ids=["clean", "merely possible", "hidden by a comment", "no public tokenizer", "printed"],
)
def test_a_rank_file_is_loaded_only_for_what_is_printed(tmp_path: Path, program: str, loads: bool) -> None:
    (tmp_path / "app.py").write_text(program, encoding="utf-8")
    run = (
        "import sys; from prefixlint import project; from prefixlint_rules import ALL;"
        "project.run(['app.py'], ALL, {}, 1); print('tiktoken' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", run], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"{loads}\n"
