"""The command line: arguments in, text and exit status out.

Knows: commands, options, standard streams, which rules there are. Must not know: how anything is found or written.
Exit status: 0 nothing at warning or above, 1 findings, 2 a mistake of the user or a file that could not be read.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import click

from prefixlint import __version__, config

if TYPE_CHECKING:
    from prefixlint.project import Run, Sources

CLEAN, FINDINGS, FAILED = 0, 1, 2
FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab")


def main() -> NoReturn:
    """The entry point `prefixlint`."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character of somebody's prompt is no reason to fail.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    try:
        status = group.main(prog_name="prefixlint", standalone_mode=False)
        sys.stdout.flush()
    except config.ConfigError as error:
        status = _fail(str(error))
    except click.exceptions.Exit as error:
        status = error.exit_code
    except click.ClickException as error:
        status = _fail(_one_line(error))
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except BrokenPipeError:
        # The reader (`head`, a pager) has seen enough. Python flushes again at exit and must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = FINDINGS
    sys.exit(status if isinstance(status, int) else CLEAN)


def _fail(message: str) -> int:
    print(f"prefixlint: error: {message}", file=sys.stderr)
    return FAILED


def _one_line(error: click.ClickException) -> str:
    """What click says, as one line with a suggestion."""
    message = " ".join(error.format_message().split())
    if isinstance(error, click.UsageError) and message.startswith("No such command"):
        word = message.split("'")[1] if "'" in message else ""
        hint = f"; did you mean 'check {word}'?" if os.path.exists(word) else config.suggest(word, group.commands)
        return f"no such command {word!r}{hint}"
    return message


def _codes(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...] | None:
    """Comma lists, repeatable, as one tuple; None if the option was not given."""
    codes = [code.strip() for value in values for code in value.split(",")]
    return tuple(code for code in codes if code) if values else None


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="prefixlint")
@click.pass_context
def group(context: click.Context) -> None:
    """Finds what breaks the prompt cache: volatile text in front of stable text in LLM requests."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@group.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--output-format", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="Only these codes, prefixes or names.")
@click.option("--extend-select", multiple=True, callback=_codes, metavar="CODES", help="These codes as well.")
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="All but these codes.")
@click.option("--min-severity", type=click.Choice(["error", "warning", "note"]), help="Hide what is below.")
@click.option("--pedantic/--no-pedantic", default=None, help="Also show what is merely possible.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; default: as many as are worth it.")
@click.option("--statistics", is_flag=True, help="Count findings and sum up what is lost, on standard error.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option("--fix", "mend", is_flag=True, help="Mend what can be mended safely.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff, also what may change the meaning.")
@click.option("--diff", is_flag=True, help="Write nothing, show what --fix would change.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what is read from standard input (PATH is -).")
@click.option("--baseline", metavar="FILE", help="Hide the known findings in FILE.")
@click.option("--write-baseline", metavar="FILE", help="Write all findings to FILE, as known from now on.")
@click.option("--diff-base", metavar="REF", help="Only findings that have to do with lines changed since REF, by git.")
@click.option("--locked", is_flag=True, help="Fail if a prompt prefix is not as in prefix.lock.")
@click.option("--lock-file", metavar="FILE", help="The same with another file than prefix.lock.")
def check(
    paths: tuple[str, ...],
    output_format: str,
    jobs: int | None,
    statistics: bool,
    exit_zero: bool,
    mend: bool,
    unsafe: bool,
    diff: bool,
    stdin_filename: str | None,
    baseline: str | None,
    write_baseline: str | None,
    diff_base: str | None,
    locked: bool,
    lock_file: str | None,
    **options: Any,
) -> int:
    """Check files and folders (default: the working folder)."""
    from prefixlint import narrow, project
    from prefixlint.packs import all_rules
    from prefixlint.report import summary as figures

    started = time.perf_counter()
    standard_input = None
    if "-" in paths or (stdin_filename and not paths):
        standard_input = (stdin_filename or "stdin", sys.stdin.buffer.read())
    elif stdin_filename:
        raise click.UsageError("--stdin-filename is for standard input: give - as the only PATH")
    named = [path for path in paths if path != "-"]
    if not paths and standard_input is None:
        named = ["."]
    given = {key.replace("_", "-"): value for key, value in options.items() if value is not None}
    if unsafe and not (mend or diff):
        raise click.UsageError("--unsafe-fixes says which fixes --fix or --diff make: give one of them")
    wishes = narrow.Wishes(diff_base, baseline, write_baseline, lock_file or ("" if locked else None))
    if (mend or diff) and (write_baseline or wishes.lock_file is not None):
        raise click.UsageError(
            "--fix and --diff change what --write-baseline and --locked look at: run one after the other"
        )
    rules_ = all_rules()
    narrowing = narrow.Narrowing(wishes, named, standard_input, rules_, given, jobs)

    def look(contents: Mapping[str, bytes] | None = None) -> narrow.Narrowed:
        return narrowing(project.run(named, rules_, given, jobs, standard_input, narrowing.maps, contents))

    done = None
    if mend or diff:
        from prefixlint.fix import command

        done = command.fix(lambda contents: look(contents).run, standard_input, unsafe, diff)
    shown = narrow.Narrowed(done.run) if done is not None else look()
    run = shown.run
    seconds = time.perf_counter() - started
    summary = figures.summarize(run.findings, run.files, run.parsed, run.requests, seconds)

    status = FINDINGS if (summary.errors or summary.warnings or shown.moved) and not exit_zero else CLEAN
    if diff and done is not None:
        status = FINDINGS if done.output and not exit_zero else CLEAN
    if run.problems or any(finding.code == config.UNREADABLE for finding in run.findings) or (done and done.failed):
        status = FAILED
    lines = project.Sources(standard_input)
    if done is not None and done.output is not None:  # standard output is for the diff, or for the new text
        _write_bytes(done.output)
    elif output_format == "json":
        from prefixlint.report import json

        _write_bytes(json.render(run.findings, summary, shown.document))
    elif output_format == "concise":
        from prefixlint.report import concise

        sys.stdout.write(concise.render(run.findings) + shown.concise)
    elif output_format != "text":
        _write_for_service(output_format, run, lines, status)
        sys.stderr.write(shown.concise)
    elif run.files:
        from prefixlint.report import text

        text.write(text.render(run.findings, summary, lines), sys.stdout)
        sys.stdout.write(f"\n{shown.text}" if shown.text else "")
    if done is not None:
        print(done.words, end="", file=sys.stderr)
    if statistics:
        print(figures.statistics(run.findings), end="", file=sys.stderr)
    for remark in shown.remarks:
        print(f"prefixlint: {remark}", file=sys.stderr)
    for problem in run.problems:
        _fail(problem)
    return status


@group.command("lock")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--output", metavar="FILE", help="Where to write; default: prefix.lock beside the nearest pyproject.toml."
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; default: as many as are worth it.")
def lock_(paths: tuple[str, ...], output: str | None, jobs: int | None) -> int:
    """Write prefix.lock: what stands in front of every prompt (default: of the project)."""
    from prefixlint.lock.command import lock
    from prefixlint.packs import all_rules

    done = lock(paths, output, all_rules(), jobs)
    for problem in (*done.problems, *done.unreadable):
        _fail(problem)
    if done.problems or done.unreadable:
        return _fail(f"{done.file} is not written")
    print(done)
    return CLEAN


def _write_for_service(output_format: str, run: Run, lines: Sources, status: int) -> None:
    """Write what a service reads, which knows files by their paths below the root of the repository."""
    from prefixlint.report.rooted import repository

    root = repository()
    if output_format == "github":
        from prefixlint.report import github

        _write_bytes(github.render(run.findings, run.problems, root))
    elif output_format == "gitlab":
        from prefixlint.report import gitlab

        _write_bytes(gitlab.render(run.findings, lines, root))
    else:
        from prefixlint.describe import described
        from prefixlint.packs import all_rules
        from prefixlint.report import sarif

        ended = sarif.Invocation(status, run.problems)
        _write_bytes(sarif.render(run.findings, described(all_rules()), lines, root, ended))


@group.command()
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(output_format: str) -> None:
    """List all rules."""
    from prefixlint import explain
    from prefixlint.packs import all_rules

    if output_format == "json":
        _write_bytes(explain.table_json(all_rules()))
    else:
        sys.stdout.write(explain.table(all_rules()))


@group.command("config")
@click.argument("path", default=".")
def config_(path: str) -> None:
    """Show what is in force for PATH, and where it comes from."""
    from prefixlint import explain
    from prefixlint.packs import all_rules

    if not os.path.exists(path):
        raise config.ConfigError(f"{path}: no such file or folder")
    sys.stdout.write(explain.in_force(config.configuration(path, all_rules(), {}, "command line"), all_rules()))


@group.command("explain")
@click.argument("what", metavar="CODE|FILE:LINE")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; default: as many as are worth it.")
def explain_(what: str, jobs: int | None) -> None:
    """Print the page of the rule CODE (a code or a name), or draw the request at FILE:LINE[:COLUMN]."""
    from prefixlint import explain
    from prefixlint.commands import request
    from prefixlint.packs import all_rules

    spot = request.spot(what)
    if spot is None:
        sys.stdout.write(explain.page(config.find_rule(what, all_rules())))
    else:
        request.explain(spot, all_rules(), jobs, sys.stdout)


@group.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--html", required=True, metavar="FILE", help="Where the page goes; - is standard output.")
@click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="Only these codes, prefixes or names.")
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="All but these codes.")
@click.option("--pedantic/--no-pedantic", default=None, help="Also show what is merely possible.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; default: as many as are worth it.")
def report(paths: tuple[str, ...], html: str, jobs: int | None, **options: Any) -> int:
    """Write a page with all requests of files and folders (default: the working folder)."""
    from prefixlint.commands import report
    from prefixlint.packs import all_rules

    given = {key: value for key, value in options.items() if value is not None}
    problems = report.report(html, paths or (".",), all_rules(), given, jobs)
    for problem in problems:
        _fail(problem)
    return FAILED if problems else CLEAN


@group.command()
@click.option(
    "--fetch", is_flag=True, help="Fetch the rank files that are missing (goes online, as nothing else does)."
)
def tokenizer(fetch: bool) -> int:
    """Show how tokens are counted, and how to make the figures exact."""
    from prefixlint.tokenizer import describe
    from prefixlint.tokenizer.fetch import FetchError

    try:
        sys.stdout.write(describe.fetched() if fetch else describe.in_use())
    except FetchError as error:
        return _fail(str(error))
    return CLEAN


@group.command()
def lsp() -> int:
    """Run the language server, for editors, on standard input and output."""
    from prefixlint.packs import all_rules

    try:
        from prefixlint.lsp.command import serve

        return serve(all_rules())
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        return _fail("the language server needs pygls: pip install 'prefixlint[lsp]'")


def _write_bytes(data: bytes) -> None:
    """Write UTF-8, whatever the terminal speaks: JSON is UTF-8 by definition."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
