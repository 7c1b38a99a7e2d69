"""`prefix.lock`: what moves it, what does not, how differences read, and what becomes of a damaged one."""

import json
import os
import re
import subprocess
import sys

import pytest

from prefixlint import ledger

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@pytest.fixture
def lock(run, app, tmp_path):
    """The lock of the program."""
    done = run("lock")
    assert (done.status, done.err) == (0, "")
    assert re.fullmatch(r"prefix.lock: 1 prompt, about [\d,]+ stable tokens in front\n", done.out)
    return tmp_path / "prefix.lock"


def _sites(lock):
    return tomllib.loads(lock.read_text(encoding="utf-8"))["site"]


def _changes(run, *arguments, status=1):
    done = run("check", "--locked", "--select", "PFX000", "--output-format", "json", *arguments)
    assert done.status == status, done
    locked = json.loads(done.out)["locked"]
    assert locked["up_to_date"] is (status == 0)
    return locked["changes"]


def test_the_file_names_the_site_and_holds_no_prompt(lock):
    (site,) = _sites(lock)
    assert (site["file"], site["function"], site["model"]) == ("app.py", "ask", "gpt-5.2")
    assert site["tokens"] > 1_024
    assert site["until"] == "question"
    assert all(line.startswith("system ") for line in site["text"])
    assert len(lock.read_bytes()) < 3_000
    assert "precisely and in one" not in lock.read_text()
    assert "\r" not in lock.read_text()


def test_up_to_date(run, lock):
    assert _changes(run, status=0) == []
    done = run("check", "--locked")
    assert done.status == 0
    assert done.out.endswith("\nprefix.lock: up to date.\n")
    assert run("check", "--locked", "--output-format", "concise") == (0, "", "")


UNRELATED = {
    "moved lines": lambda text: "# licence\n\n\n" + text,
    "comments": lambda text: text.replace("    return", "    # now\n    return  # here\n".rstrip() + "\n    return", 1)
    .replace("    return  # here\n", ""),
    "added functions": lambda text: text.replace("def ask", "def other(x):\n    return x + 1\n\n\ndef ask"),
    "formatting": lambda text: text.replace('{"role": "system", "content": RULES}', "{'role':\n'system', 'content': (RULES) }"),
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "settings that are not part of the prompt": lambda text: text.replace('model="gpt-5.2",', 'model="gpt-5.2", timeout=9,'),
    "a local variable": lambda text: text.replace("    return", "    rules = RULES\n    return").replace(": RULES", ": rules"),
    "two literals": lambda text: text.replace(": RULES", ': "" + RULES + ""'),
    "import": lambda text: text.replace("from prompts import RULES", "import prompts").replace(": RULES", ": prompts.RULES"),
    "names of what is asked": lambda text: text.replace("question", "whatever_it_is"),
    "what varies": lambda text: text.replace("question", "query"),
}  # fmt: skip


@pytest.mark.parametrize("edit", UNRELATED.values(), ids=UNRELATED)
def test_unrelated_edits_keep_it(run, lock, app, edit):
    text = app.read_text()
    app.write_bytes(edit(text).encode())
    assert app.read_bytes() != text.encode()
    compile(app.read_text(), "app.py", "exec")
    assert _changes(run, status=0) == []


def test_line_ends_of_the_text_itself(run, lock, tmp_path):
    prompts = tmp_path / "prompts.py"
    prompts.write_bytes(prompts.read_bytes().replace(b"\n", b"\r\n"))
    assert _changes(run, status=0) == []


VALUES = """\
import os

from openai import OpenAI

from prompts import RULES

client = OpenAI()


def ask(question, settings):
    where = os.environ["SHOP_REGION"]
    opening = settings.load("hours")
    return client.responses.create(
        model="gpt-5.2", instructions=f"Shop in {where}, open {opening}\\n{RULES}", input=question
    )
"""


def test_values_that_are_not_known_enter_by_their_expression(run, app):
    app.write_text(VALUES)
    run("lock")
    app.write_text("\n\n" + VALUES.replace("where", "region").replace("opening", "hours").replace("hours(", "load("))
    assert _changes(run, status=0) == []
    app.write_text(VALUES.replace('os.environ["SHOP_REGION"]', "os.environ [\n'SHOP_REGION' ]"))
    assert _changes(run, status=0) == []
    app.write_text(VALUES.replace("SHOP_REGION", "SHOP_COUNTRY"))
    (change,) = _changes(run)
    assert "SHOP_REGION" in change["first_difference"]["before"]
    assert "SHOP_COUNTRY" in change["first_difference"]["after"]
    assert change["first_difference"]["tokens"] < 10


def test_the_same_bytes_in_every_process_and_from_every_folder(lock, app, tmp_path):
    app.write_text(VALUES)
    (tmp_path / "deep").mkdir()
    seen = set()
    for seed, folder, jobs in (("0", ".", "1"), ("1", "deep", "1"), ("2", ".", "2")):
        subprocess.run(
            [sys.executable, "-m", "prefixlint", "lock", "--jobs", jobs],
            cwd=tmp_path / folder, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True,
        )  # fmt: skip
        seen.add(lock.read_bytes())
    assert len(seen) == 1
    assert str(tmp_path).encode() not in seen.pop()


def test_the_same_bytes_in_a_copy_elsewhere(run, lock, tmp_path, monkeypatch):
    copy = tmp_path / "elsewhere" / "other name"
    copy.mkdir(parents=True)
    for name in ("app.py", "prompts.py", "pyproject.toml"):
        (copy / name).write_bytes((tmp_path / name).read_bytes())
    monkeypatch.chdir(copy)
    assert run("lock").status == 0
    assert (copy / "prefix.lock").read_bytes() == lock.read_bytes()


# ---- what moves it -------------------------------------------------------------------------------------------------


def test_an_edit_of_the_text_says_where(run, lock, tmp_path):
    prompts = tmp_path / "prompts.py"
    prompts.write_text(prompts.read_text().replace("Rule 120: answer politely", "Rule 120: answer kindly"))
    (change,) = _changes(run)
    assert (change["kind"], change["file"], change["function"]) == ("moved", "app.py", "ask")
    assert (change["path"], change["line"]) == ("app.py", 9)
    first = change["first_difference"]
    assert (first["path"], first["part"]) == ("prompts.py", "system")
    assert 119 <= first["line"] <= 121
    whole = change["tokens_after"]
    assert 0.57 * whole < first["tokens"] < 0.61 * whole
    assert 0.55 * whole < change["warm_tokens"] <= first["tokens"], "rounded down as the model does it"
    assert change["warm_tokens"] + change["cold_tokens"] == whole
    done = run("check", "--locked", "--select", "PFX000")
    assert done.status == 1
    for part in ("app.py:9:12: moved: the prefix of `ask` (openai ", "the system text differs at about token ", "prompts.py:1",
                 " tokens are cold after the deploy, ", "1 prefix moved.\nIf that is meant, run `prefixlint lock`"):  # fmt: skip
        assert part in done.out
    assert max(map(len, done.out.splitlines())) <= 120


def test_concise_is_one_line_each(run, lock, tmp_path):
    prompts = tmp_path / "prompts.py"
    prompts.write_text(prompts.read_text().replace("Rule 0:", "Rule zero:"))
    done = run("check", "--locked", "--select", "PFX000", "--output-format", "concise")
    assert done.status == 1
    assert done.out.startswith("app.py:9:12: LOCK moved: the prefix of `ask` ")
    assert done.out.count("\n") == 1


def test_text_in_front_makes_all_cold(run, lock, app):
    app.write_text(app.read_text().replace('"content": RULES', '"content": "Hello. " + RULES'))
    (change,) = _changes(run)
    assert (change["first_difference"]["tokens"], change["warm_tokens"]) == (0, 0)
    assert change["cold_tokens"] == change["tokens_after"]


def test_text_behind_keeps_the_rest_warm(run, lock, app):
    app.write_text(app.read_text().replace('"content": RULES', '"content": RULES + "Be kind as well, always."'))
    (change,) = _changes(run)
    assert change["first_difference"]["tokens"] > 0.98 * change["tokens_before"]
    assert change["cold_tokens"] < 200


def test_a_value_in_front_that_varies(run, lock, clock):
    (change,) = _changes(run)
    assert change["tokens_after"] < 10
    assert change["unshared_tokens"] > 1_024
    out = run("check", "--locked", "--select", "PFX000").out
    assert "(here the prefix ends now: datetime.now())" in out or "+ Now:" in out
    assert "tokens that were shared are not any more" in out


def test_a_model_has_a_cache_of_its_own(run, lock, app):
    app.write_text(app.read_text().replace("gpt-5.2", "gpt-4.1"))
    (change,) = _changes(run)
    assert change["settings"] == [{"name": "model", "before": "gpt-5.2", "after": "gpt-4.1"}]
    assert (change["first_difference"], change["warm_tokens"]) == (None, 0)
    assert change["cold_tokens"] == change["tokens_after"] > 1_024


TOOLS = """\
from openai import OpenAI

client = OpenAI()
TOOLS = [
    {"type": "function", "function": {"name": "find", "description": "Finds an order", "parameters": {}}},
    {"type": "function", "function": {"name": "stock", "description": "Counts what is there", "parameters": {}}},
]


def ask(question):
    return client.chat.completions.create(
        model="gpt-5.2", messages=[{"role": "user", "content": question}], tools=TOOLS
    )
"""


def test_order_and_text_of_tools(run, app):
    app.write_text(TOOLS)
    run("lock")
    lines = TOOLS.splitlines(keepends=True)
    app.write_text("".join([*lines[:4], lines[5], lines[4], *lines[6:]]))
    (change,) = _changes(run)
    assert {"name": "order of the tools", "before": "find, stock", "after": "stock, find"} in change["settings"]
    app.write_text(TOOLS.replace("Counts what is there", "Counts all"))
    (change,) = _changes(run)
    assert [one["name"] for one in change["settings"]] == ["definitions of the tools"]
    assert change["first_difference"]["part"].startswith("tools")
    app.write_text(TOOLS.replace('"stock"', '"count"'))
    (change,) = _changes(run)
    assert [one["name"] for one in change["settings"]] == ["tools"]


MARKED = """\
import anthropic

from prompts import RULES

client = anthropic.Anthropic()


def ask(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=99,
        system=[
            {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": "Be kind, whatever happens.", "cache_control": {"type": "ephemeral"}},
        ],
        messages=[{"role": "user", "content": question}],
    )
"""


def test_breakpoints(run, app):
    app.write_text(MARKED)
    run("lock")
    app.write_text(MARKED.replace(', "cache_control": {"type": "ephemeral"}', "", 1))
    (change,) = _changes(run)
    (setting,) = change["settings"]
    assert setting["name"] == "breakpoints"
    assert (setting["before"].count("cache_control"), setting["after"].count("cache_control")) == (2, 1)


def test_behind_an_exact_breakpoint_nothing_in_front_goes_cold(run, app):
    app.write_text(MARKED)
    run("lock")
    app.write_text(MARKED.replace("Be kind, whatever happens.", "Be kind, as long as you can."))
    (change,) = _changes(run)
    assert change["first_difference"]["part"] == "system#2"
    assert 0 < change["cold_tokens"] < 20, "what stands in front of the first breakpoint is found again"
    app.write_text(MARKED.replace('RULES, "cache_control": {"type": "ephemeral"}', "RULES").replace("happens", "comes"))
    (change,) = _changes(run)
    assert change["warm_tokens"] == 0, "there is no breakpoint any more in front of the difference"


def test_new_gone_and_renamed_sites(run, lock, app):
    text = app.read_text()
    app.write_text(text.replace("def ask", "def answer"))
    (change,) = _changes(run)
    assert (change["kind"], change["function"], change["cold_tokens"]) == ("renamed", "answer", 0)
    app.write_text(text.replace("RULES},", '"Be nice. " + RULES},').replace("def ask", "def answer"))
    assert [change["kind"] for change in _changes(run)] == ["new", "gone"]
    app.write_text("x = 1\n")
    assert [(change["kind"], change["line"]) for change in _changes(run)] == [("gone", None)]
    out = run("check", "--locked", "--select", "PFX000").out
    assert "app.py: gone: `ask` (openai chat.completions gpt-5.2) is in the lock, but not in the source" in out
    assert run("lock").status == 0
    app.write_text(text)
    assert [change["kind"] for change in _changes(run)] == ["new"]


def test_calls_of_one_function_may_change_places(run, app):
    one, other = (
        f'    client.responses.create(model="gpt-5.2", instructions="{words}" + RULES, input=question)\n'
        for words in ("Be brief. ", "Be long. ")
    )
    head = "from openai import OpenAI\n\nfrom prompts import RULES\n\nclient = OpenAI()\n\n\ndef ask(question):\n"
    app.write_text(head + one + other)
    run("lock")
    app.write_text(head + other + one)
    assert _changes(run, status=0) == []
    app.write_text(head + other + one.replace("brief", "short"))
    (change,) = _changes(run)
    assert change["kind"] == "moved"
    app.write_text(head + one)
    assert [change["kind"] for change in _changes(run)] == ["gone"]


WRAPPER = """\
from openai import OpenAI

client = OpenAI()


def send(system, question):
    return client.responses.create(model="gpt-5.2", instructions=system, input=question)
"""
CALLERS = """\
from prompts import RULES
from wrapper import send


def brief(question):
    return send("Be brief. " + RULES, question)


def kind(question):
    return send("Be kind. " + RULES, question)
"""


def test_callers_give_a_function_several_forms(run, app, tmp_path):
    (tmp_path / "wrapper.py").write_text(WRAPPER)
    app.write_text(CALLERS)
    run("lock")
    vias = [site["via"] for site in _sites(tmp_path / "prefix.lock")]
    assert vias == [["app.py::brief"], ["app.py::kind"]]
    app.write_text(CALLERS.replace("Be kind.", "Be gentle."))
    (change,) = _changes(run)
    assert (change["callers"], change["file"]) == (["app.py::kind"], "wrapper.py")
    (tmp_path / "prompts.py").write_text((tmp_path / "prompts.py").read_text().replace("Rule 9:", "Rule nine:"))
    app.write_text(CALLERS)
    assert len(_changes(run)) == 2
    assert "the same in the one called by kind" in run("check", "--locked", "--select", "PFX000").out


def test_what_tests_send_is_not_locked(run, lock, app, tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_app.py").write_text(app.read_text())
    assert _changes(run, status=0) == []


def test_prompts_that_nothing_in_sight_sends(run, app, tmp_path):
    app.write_text(
        "from prompts import RULES\n\n\ndef build_system_prompt(name):\n"
        '    return [{"role": "system", "content": RULES}, {"role": "user", "content": name}]\n'
    )
    run("lock")
    assert [site["function"] for site in _sites(tmp_path / "prefix.lock")] == ["build_system_prompt"]
    (tmp_path / "prompts.py").write_text((tmp_path / "prompts.py").read_text().replace("Rule 9:", "Rule nine:"))
    assert [change["kind"] for change in _changes(run)] == ["moved"]


# ---- where and of what -----------------------------------------------------------------------------------------------


def test_parts_of_a_project(run, lock, app, tmp_path):
    other = tmp_path / "other.py"
    other.write_text(app.read_text().replace("def ask", "def other"))
    app.write_text(app.read_text().replace("RULES},", '"Hello" + RULES},'))
    assert [change["file"] for change in _changes(run, "app.py")] == ["app.py"]
    assert [change["file"] for change in _changes(run, "other.py")] == ["other.py"]
    assert _changes(run, "prompts.py", status=0) == []


def test_other_places(run, app, tmp_path, monkeypatch):
    assert run("lock", "--output", "locks/p.lock").status == 2
    (tmp_path / "locks").mkdir()
    assert run("lock", "--output", "locks/p.lock").status == 0
    assert not (tmp_path / "prefix.lock").exists()
    (site,) = _sites(tmp_path / "locks" / "p.lock")
    assert site["file"] == "../app.py"
    assert run("check", "--lock-file", "locks/p.lock").status == 0
    monkeypatch.chdir(tmp_path / "locks")
    assert run("check", "--lock-file", "p.lock", "..").status == 0
    assert run("lock", "--output", "../app.py").status == 2
    assert "OpenAI" in app.read_text()


def test_the_root_is_found_from_inside(run, lock, tmp_path, monkeypatch):
    before = lock.read_bytes()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "x.py").write_text("x = 1\n")
    monkeypatch.chdir(tmp_path / "deep")
    assert run("lock").out.startswith("../prefix.lock: 1 prompt")
    assert lock.read_bytes() == before
    assert run("check", "--locked").out.endswith("../prefix.lock: up to date.\n")


def test_an_unreadable_file_leaves_the_lock_alone(run, lock, tmp_path):
    before = lock.read_bytes()
    (tmp_path / "broken.py").write_text("from openai import OpenAI\nOpenAI().responses.create(input=(\n")
    done = run("lock")
    assert (done.status, done.out) == (2, "")
    assert "broken.py:" in done.err
    assert done.err.endswith("prefixlint: error: prefix.lock is not written\n")
    assert lock.read_bytes() == before
    assert run("lock", "missing.py").status == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such file; `prefixlint lock` writes it"),
        (b"", "damaged: no key `version` that is known; `prefixlint lock` writes it anew"),
        (b"\x00\xff", "damaged: "),
        (b"version = 1\nsite = 3\n", "damaged: "),
        (b"version = 1\n[[site]]\nfunction = 'f'\n", "damaged: "),
        (b"version = 7\n", "written by a newer prefixlint (version 7; this one reads 1)"),
        (b"version = 1\n<<<<<<< HEAD\n", "has conflicts of a merge; `prefixlint lock` writes it anew"),
    ],
)
def test_a_lock_that_cannot_be_used_is_one_line(run, app, tmp_path, content, says):
    if content is not None:
        (tmp_path / "prefix.lock").write_bytes(content)
    done = run("check", "--locked")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"prefixlint: error: prefix.lock: {says}")
    assert run("lock").status == 0
    assert run("check", "--locked").status == 0


def test_a_folder_in_its_place(run, app, tmp_path):
    (tmp_path / "prefix.lock").mkdir()
    for arguments in (["check", "--locked"], ["lock"]):
        done = run(*arguments)
        assert (done.status, done.err.count("\n")) == (2, 1)


def test_a_damaged_line_of_text_is_a_difference_not_a_crash(run, lock):
    lock.write_text(lock.read_text().replace('prefix = "', 'prefix = "0').replace("system ", "sys tem "))
    (change,) = _changes(run)
    assert change["first_difference"]["tokens"] == 0


def test_line_ends_of_the_lock_do_not_matter(run, lock):
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert _changes(run, status=0) == []


def test_another_version_is_told(run, lock, app):
    lock.write_text(re.sub(r'written-by = ".*"', 'written-by = "0.0.1"', lock.read_text()))
    assert _changes(run, status=0) == []
    app.write_text(app.read_text().replace("RULES},", '"Hello" + RULES},'))
    assert "It was written by prefixlint 0.0.1; this is " in run("check", "--locked", "--select", "PFX000").out


def test_findings_and_the_lock_both_fail(run, lock, clock):
    done = run("check", "--locked", "--output-format", "concise")
    assert done.status == 1
    assert (done.out.count("PFX101"), done.out.count(" LOCK ")) == (1, 1)
    assert run("check", "--locked", "--exit-zero").status == 0
    run("check", "--write-baseline", "known.toml")
    done = run("check", "--locked", "--baseline", "known.toml", "--output-format", "concise")
    assert (done.status, done.out.count("PFX101"), done.out.count(" LOCK ")) == (1, 0, 1)


def test_notebooks(run, app, tmp_path):
    def book(*sources):
        cells = [
            {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
            for source in sources
        ]
        return json.dumps(
            {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
        )

    head, _, body = app.read_text().partition("def ask")
    app.write_text("x = 1\n")
    notebook = tmp_path / "try.ipynb"
    notebook.write_text(book(head, "def ask" + body))
    run("lock")
    assert [site["file"] for site in _sites(tmp_path / "prefix.lock")] == ["try.ipynb"]
    notebook.write_text(book("print(1)", head, "def ask" + body))
    assert _changes(run, status=0) == []
    notebook.write_text(book(head, "def ask" + body.replace("RULES},", '"Hello" + RULES},')))
    (change,) = _changes(run)
    assert (change["path"], change["cell"]) == ("try.ipynb", 2)


def test_what_is_written_can_be_read():
    hard = ['a"b', "a'b", "a\\b", "\x00\x1f\x7f", "ünï \U0001f600", "\"'\\", "new\nline", "#", "\x85\u2028"]
    text = ledger.render("first\nsecond", {"version": 1, "list": hard}, "row", [{"a": one, "n": 3} for one in hard])
    read = tomllib.loads(text)
    assert read["list"] == hard
    assert [row["a"] for row in read["row"]] == hard
    assert text.startswith("# first\n# second\nversion = 1\n")
    assert tomllib.loads(ledger.render("", {"path": "a\udcff"}, "row", []))["path"] == "a\\udcff"
