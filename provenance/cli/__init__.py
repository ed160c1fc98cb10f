"""The command line. One module a command; a command is imported when it is called."""

import os
import sys
from gettext import gettext
from importlib import import_module
from typing import Any

import click

from provenance.cli.click_sentences import speak_as_the_reader
from provenance.cli.help_texts import translated, with_help_translated
from provenance.version import __version__

#: Name → what it does in a line (so that `--help` imports no command).
COMMANDS = {
    "audit": "Tell which claims stand, on what, and what to change.",
    "validate": "Check files and references only: fast, for CI.",
    "extract": "Read raw articles and write a draft claim file.",
    "review": "Correct, check and sign a draft in the browser.",
    "add": "Add a statement, source, claim or document to a claim file.",
    "set": "Set any value of a claim file.",
    "merge": "Make one of two sources, claims or documents.",
    "reject": "Leave a statement of a draft out: it is not offered again.",
    "sign": "Sign a dossier: any later change is a finding.",
    "capture": "Keep a page, PDF, image or web archive as evidence, with a record of the capture.",
    "verify": "Check every hash, capture, quote and version; print a manifest that can be signed.",
    "export": "Write a dossier in a format of other programs: a workbook, tables.",
    "import": "Carry what was changed in tables into the claim file; or make dossiers of a table.",
    "query": "Ask what an audit of a corpus found: who hangs on whom, who repeats whom, what still travels.",
    "copies": "Find which texts are copies of one another, among very many.",
    "alike": "Propose claims of different dossiers of a corpus that may be one.",
    "graph": "Draw the source chains of a claim or a dossier.",
    "explain": "Tell the whole story of a claim, or what a rule is for.",
    "config": "Show what holds for a file, and where each value comes from.",
    "diff": "Say what changed in meaning between two states of dossiers.",
    "conceal": "Move the names of confidential sources into private files.",
    "init": "Write a small commented dossier to start from.",
    "lsp": "Serve an editor (Language Server Protocol).",
    "schema": "Write the JSON Schemas, or check that they are up to date.",
    "rules": "Write the reference page of the rules.",
    "completion": "Print the completion script of a shell.",
}


speak_as_the_reader()


class _Unreadable(click.ClickException):
    """Input that cannot be read."""

    exit_code = 3


class _Commands(click.Group):
    """Finds a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"provenance.cli.{cmd_name}_command").command
        assert isinstance(command, click.Command)
        return with_help_translated(command)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Group.format_help(with_help_translated(self), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, translated(does)) for name, does in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from provenance.cli import common
            from provenance.model.message import M
            from provenance.model.names import nearest

            close = nearest(args[0], COMMANDS, limit=1)
            said = M("no command is called '{name}'.{hint}", name=args[0], hint=common.did_you_mean(close))
            raise click.UsageError(common.said(said), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """What keeps the tool from answering is one sentence and an exit code, whichever command it was."""
        # Imported only when something is raised: `--help` needs none of it.
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.exceptions.NoArgsIsHelpError):
            raise
        except click.ClickException as error:
            raise _one_line(error) from None
        except KeyboardInterrupt:
            # Not 1: nothing was found.
            click.echo("\nAborted!", err=True)
            sys.exit(130)
        except Exception as error:
            from provenance.files.locale import reader_language
            from provenance.model.errors import InputError, ProvenanceError

            if isinstance(error, ProvenanceError):
                said = error.told(reader_language())
                wrong = _Unreadable(said) if isinstance(error, InputError) else click.UsageError(said)
                raise _one_line(wrong) from None
            if isinstance(error, RecursionError):
                from provenance.model.message import M

                too_deep = M("something in the input is nested too deep")
                raise _Unreadable(too_deep.render(reader_language())) from None
            raise


def _one_line(error: click.ClickException) -> click.ClickException:
    """The error with a message of one line: names in it move no cursor and give no commands."""
    from provenance.model.plain import one_line

    vars(error)["message"] = one_line(error.message)
    return error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="provenance")
def main() -> None:
    """Who said this, through whom did it reach us, and does it stand?

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage or configuration, 3 input that cannot be read.
    """


def run() -> None:
    """The program: `main`, where what the machine refuses (a full disk, a closed output, a folder that is gone) is one
    sentence and an exit code other than 0.
    """
    _reserve_streams()
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    except OSError as error:
        code = _complain(error)
    try:
        if not sys.stdout.closed:
            sys.stdout.flush()
    except (OSError, ValueError) as error:
        code = _complain(error)
    # What could not be written is not tried again at the end.
    _silence(1)
    sys.exit(code if isinstance(code, int) or code is None else 1)


def _complain(error: Exception) -> int:
    """Say what the machine refused, unless it is that nobody reads any more."""
    if not isinstance(error, BrokenPipeError):
        what = getattr(error, "filename", None)
        where = os.fsdecode(what) if isinstance(what, str | bytes) else "standard output"
        why = getattr(error, "strerror", None) or str(error)
        try:
            sys.stderr.write(f"Error: {where.encode('unicode_escape').decode() if what else where}: {why}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            pass
    return 1 if isinstance(error, BrokenPipeError) else 2


def _reserve_streams() -> None:
    """Take the places of standard streams that were closed, so that no file that is opened stands for one of them."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # Nothing can be written to standard output: that is said when something is; of standard error to nobody.
            os.open(os.devnull, os.O_RDONLY if number == 1 else os.O_WRONLY)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))  # noqa: SIM115
    try:
        os.getcwd()
    except OSError as error:
        error.filename = "the working folder"
        sys.exit(_complain(error))


def _silence(number: int) -> None:
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, number)
        os.close(null)
    except OSError:
        pass
