"""What the commands share: options, colours, exits, writing files whole or not at all."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from provenance.auditing import AuditOptions
    from provenance.model.dates import When
    from provenance.model.message import Message
    from provenance.model.policy import Policy
    from provenance.project.config import Projects

#: Given a text and the name of a style, the text as it is to be printed.
Painter = Callable[[str, str], str]
Redact = Callable[[str], str]
#: Exit codes; 2, for usage and configuration, is click's own.
FOUND, USAGE, UNREADABLE = 1, 2, 3
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True},
    "heading": {"bold": True},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "note": {"fg": "cyan"},
    "mark": {"fg": "red"},
    "dim": {"dim": True},
}

paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
language_option = click.option(
    "--lang", type=click.Choice(["fr", "en"]), help="Language; by default that of the dossier, else that of the locale."
)
quiet_option = click.option("--quiet", "-q", is_flag=True, help="Print findings and nothing else.")
all_option = click.option("--all", "everything", is_flag=True, help="Print notes and every claim too.")
confidential_option = click.option("--show-confidential", is_flag=True, help="Write the names of confidential sources.")


class AsOf(click.ParamType["When"]):
    """A date: EDTF or a phrase."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "When":
        from provenance.model import dates
        from provenance.model.message import M

        try:
            return dates.parse(str(value))
        except dates.DateError:
            why = M("'{value}' is not a date; for example 2022-07-20 or “20 juillet 2022”", value=value)
            self.fail(said(why), param, ctx)


class OutputFolder(click.Path):
    """Where several files are written, as a `Path`."""

    name = "folder"

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if str(value) == "-":
            from provenance.model.message import M

            self.fail(said(M("files do not go to standard output: give a folder")), param, ctx)
        return super().convert(value, param, ctx)


as_of_option = click.option("--as-of", type=AsOf(), metavar="DATE", help="What was known at that date.")
policy_option = click.option("--policy", metavar="NAME", help="A policy of the configuration.")
rules_option = click.option(
    "--rules", type=click.Path(path_type=Path, dir_okay=False), multiple=True, metavar="FILE",
    help="Rules of your own, in Python. The file is run: give only one you trust. Repeats.",
)  # fmt: skip
in_project_option = click.option(
    "--in-project", is_flag=True,
    help="PATH is whatever changed: look at the claim files it concerns (a text's, a registry's), in their project.",
)  # fmt: skip
force_option = click.option("--force", is_flag=True, help="Write over files that this program did not write.")
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="Exit with 1 on findings of that severity or above; error by default.",
)


def painter(stream: IO[str]) -> Painter:
    """Colours for a terminal, none elsewhere or where NO_COLOR is set (no-color.org)."""
    if os.environ.get("NO_COLOR") or not stream.isatty():
        return lambda text, style: text
    return lambda text, style: click.style(text, **_STYLES.get(style, {}))


def columns(stream: IO[str]) -> int:
    """The width to write to: what COLUMNS asks for, else the terminal's, else 110."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked) > 0:
        return int(asked)
    if not stream.isatty():
        return 110
    return os.get_terminal_size(stream.fileno()).columns


def said(message: "Message") -> str:
    """A message in the language of whoever runs the program."""
    from provenance.files.locale import reader_language

    return message.render(reader_language())


def did_you_mean(close: "Sequence[str]") -> "Message | str":
    """The nearest names as the end of a sentence; nothing where none is near."""
    from provenance.model.message import M

    return M(" Did you mean {names}?", names=tuple(close)) if close else ""


def usage_error(message: "Message") -> click.UsageError:
    """That a call cannot be answered as it was made."""
    return click.UsageError(said(message))


def tell(line: str, err: bool = True) -> None:
    """Say one line, on standard error: whatever stands in it (a name of a file) is one line, and moves no cursor."""
    from provenance.model.plain import one_line

    click.echo(one_line(line), err=err)


def say(messages: "Sequence[Message]", language: str | None = None, before: str = "", err: bool = True) -> None:
    """Say what is to be said in one line, in the language asked for, else in the reader's."""
    from provenance.files.locale import reader_language

    spoken = reader_language(language)
    tell(before + ", ".join(message.render(spoken) for message in messages), err)


def tell_ignored(folder: Path, language: str | None = None, err: bool = True) -> None:
    """See to it that private files of a folder are never committed, and say so where it was not seen to before."""
    from provenance.disclosure import ignore_private_files
    from provenance.model.message import M

    ignored = ignore_private_files(folder)
    if ignored is not None:
        say([M("private files are ignored")], language, f"{ignored}: ", err)


def prepare() -> None:
    """UTF-8 on both streams whatever the locale, and no garbage collection: the process is short."""
    import gc

    gc.disable()
    # pydantic would look through every installed distribution for plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def audit_options(
    as_of: "When | None", show_confidential: bool, rules: tuple[Path, ...] = (), policy: "Policy | None" = None
) -> "AuditOptions":
    """What the command line asks of the audits."""
    from provenance.auditing import AuditOptions
    from provenance.session import rules_of_files

    return AuditOptions(as_of, policy, show_confidential, rules=rules_of_files(rules))


def policy_named(projects: "Projects", paths: tuple[Path, ...], name: str | None) -> "Policy | None":
    """One of the policies that the first path's configuration knows. Raises ConfigurationError."""
    return projects.of(paths[0] if paths else Path()).policy_named(name, None) if name is not None else None


def tell_if_ignored(files: "Sequence[Path]", paths: "Sequence[Path]") -> None:
    """Say that there is nothing to look at, which is no fault: a hook may be given ignored files alone."""
    if not files:
        from provenance.model.message import M

        where = " ".join(map(str, paths))
        say([M("every claim file at {where} is ignored by the configuration", where=where)])


class Progress:
    """A counter on stderr for long work, when somebody is looking."""

    def __init__(self, total: int, quiet: bool) -> None:
        self.total = total
        self.shown = not quiet and total >= 20 and sys.stderr.isatty()
        self.done = 0

    def step(self) -> None:
        self.done += 1
        if self.shown:
            end = "\n" if self.done == self.total else "\r"
            click.echo(f"{self.done}/{self.total}{end}", nl=False, err=True)
