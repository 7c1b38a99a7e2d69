"""The command line: arguments in, text and exit status out.

Knows: commands, options, standard streams, which rules there are. Must not know: how anything is found or written.
Exit status: 0 nothing at warning or above, 1 findings, 2 a mistake of the user or a file that could not be read.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any, NoReturn

import click

from prefixlint import __version__, config

CLEAN, FINDINGS, FAILED = 0, 1, 2


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
@click.option("--output-format", type=click.Choice(["text", "concise", "json"]), default="text", show_default=True)
@click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="Only these codes, prefixes or names.")
@click.option("--extend-select", multiple=True, callback=_codes, metavar="CODES", help="These codes as well.")
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="All but these codes.")
@click.option("--min-severity", type=click.Choice(["error", "warning", "note"]), help="Hide what is below.")
@click.option("--pedantic/--no-pedantic", default=None, help="Also show what is merely possible.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; default: as many as are worth it.")
@click.option("--statistics", is_flag=True, help="Count findings per rule, on standard error.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what is read from standard input (PATH is -).")
def check(
    paths: tuple[str, ...],
    output_format: str,
    jobs: int | None,
    statistics: bool,
    exit_zero: bool,
    stdin_filename: str | None,
    **options: Any,
) -> int:
    """Check files and folders (default: the working folder)."""
    from prefixlint import project
    from prefixlint.report import summary as figures
    from prefixlint_rules import ALL

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
    run = project.run(named, ALL, given, jobs, standard_input)
    seconds = time.perf_counter() - started
    summary = figures.summarize(run.findings, run.files, run.parsed, run.requests, seconds)

    if output_format == "json":
        from prefixlint.report import json

        _write_bytes(json.render(run.findings, summary))
    elif output_format == "concise":
        from prefixlint.report import concise

        sys.stdout.write(concise.render(run.findings))
    elif run.files:
        from prefixlint.report import text

        lines = project.Sources(standard_input)
        text.write(text.render(run.findings, summary, lines), sys.stdout)
    if statistics:
        print(figures.statistics(run.findings), end="", file=sys.stderr)
    for problem in run.problems:
        _fail(problem)
    if run.problems or any(finding.code == config.UNREADABLE for finding in run.findings):
        return FAILED
    return FINDINGS if (summary.errors or summary.warnings) and not exit_zero else CLEAN


@group.command()
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(output_format: str) -> None:
    """List all rules."""
    from prefixlint import explain
    from prefixlint_rules import ALL

    if output_format == "json":
        _write_bytes(explain.table_json(ALL))
    else:
        sys.stdout.write(explain.table(ALL))


@group.command("config")
@click.argument("path", default=".")
def config_(path: str) -> None:
    """Show what is in force for PATH, and where it comes from."""
    from prefixlint import explain
    from prefixlint_rules import ALL

    if not os.path.exists(path):
        raise config.ConfigError(f"{path}: no such file or folder")
    sys.stdout.write(explain.in_force(config.configuration(path, ALL, {}, "command line"), ALL))


@group.command("explain")
@click.argument("code")
def explain_(code: str) -> None:
    """Print the page of the rule CODE (a code or a name)."""
    from prefixlint import explain
    from prefixlint_rules import ALL

    sys.stdout.write(explain.page(config.find_rule(code, ALL)))


@group.command()
def lsp() -> int:
    """Run the language server, for editors, on standard input and output."""
    from prefixlint_rules import ALL

    try:
        from prefixlint.lsp.command import serve

        return serve(ALL)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        return _fail("the language server needs pygls: pip install 'prefixlint[lsp]'")


def _write_bytes(data: bytes) -> None:
    """Write UTF-8, whatever the terminal speaks: JSON is UTF-8 by definition."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
