"""What the commands that change a claim file share: which file, what a value is, the diff."""

import difflib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli import common
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.editing.decisions import Reviewer
    from provenance.editing.workspace import Make, Workspace

file_argument = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
dry_run_option = click.option("--dry-run", is_flag=True, help="Print the diff, and change nothing.")
by_option = click.option("--by", metavar="NAME", help="Who decides; git's user.name by default.")


def opened(path: Path) -> "Workspace":
    """The claim file, or the one in a folder."""
    from provenance.editing.workspace import Workspace
    from provenance.files.discover import claim_files
    from provenance.model.errors import InputError

    files = claim_files([path])
    if len(files) != 1:
        many = M("{path}: {count} claim files: name one", path=path, count=len(files))
        raise common.usage_error(many if files else M("{path}: no claim file", path=path))
    work = Workspace(files[0])
    if not work.readable:
        problem = next((p for p in work.dossier.problems if p.fatal), None)
        raise InputError(problem.message, problem.place, problem.advice) if problem else click.UsageError(str(files[0]))
    return work


def value_of(written: str) -> Any:
    """A value as YAML writes it on one line; what is none is a text, and so is a number that is spelled in a way of its
    own (`007`, `1.10`).
    """
    from provenance.files.located import Lines, Unreadable
    from provenance.files.yaml_reader import read_yaml, scalar

    if written[:1] not in ("{", "[", '"', "'"):
        value = scalar(written) if written else ""
        return value if isinstance(value, bool) or str(value) == written else written
    try:
        return _plain(read_yaml(written, Lines("-", written))[0])
    except Unreadable as error:
        raise common.usage_error(M("{path}: {why}", path=written, why=error.problem.message)) from None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def keys_of(written: tuple[str, ...]) -> dict[str, Any]:
    """`key=value`, each."""
    found = {}
    for one in written:
        key, equals, value = one.partition("=")
        if not equals or not key.strip():
            raise common.usage_error(M("{one}: write KEY=VALUE", one=one))
        found[key.strip()] = value_of(value.strip())
    return found


def reviewer(work: "Workspace", by: str | None) -> "Reviewer":
    """Who decides, today."""
    from provenance.editing.decisions import Reviewer
    from provenance.model import dates

    return Reviewer(by or git_name(work.path.parent), dates.today().edtf)


def git_name(folder: Path) -> str:
    """What git calls whoever works here; empty where it knows nobody."""
    from provenance.files.git import GitError, git

    try:
        return git(folder, "config", "user.name").decode("utf-8", "replace").strip()
    except GitError:
        return ""


def carry_out(work: "Workspace", name: str, make: "Make", dry_run: bool) -> None:
    """Do it and print the diff; nothing is written where that is all that was asked for."""

    if not dry_run and not os.access(work.path, os.W_OK):
        raise common.usage_error(M("{path}: this file may not be written", path=work.path))

    def act() -> dict[Path, tuple[str, str]]:
        before = work.text
        if dry_run:
            return {work.path: (before, work.preview(make))}
        work.decide(name, make)
        return {work.path: (before, work.text)}

    print_diff(act)


def print_diff(act: Callable[[], dict[Path, tuple[str, str]]]) -> None:
    """Print what an act changes. Raises click.UsageError for what cannot be done."""
    from provenance.cli.fix import lines_of, redactor_of
    from provenance.editing.everywhere import Refused
    from provenance.files.load import display_path
    from provenance.files.structure import CommentInTheWay
    from provenance.model.plain import one_line

    try:
        changed = act()
    except Refused as refused:
        raise common.usage_error(refused.message) from None
    except CommentInTheWay as error:
        raise common.usage_error(M("{why}: --with-comments takes it along", why=error.message)) from None
    for path, (before, after) in changed.items():
        name = one_line(display_path(path))
        redact = redactor_of(path)
        for line in difflib.unified_diff(lines_of(before), lines_of(after), f"a/{name}", f"b/{name}"):
            whole = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
            click.echo(redact(whole), nl=False)
    if all(before == after for before, after in changed.values()):
        common.say([M("nothing to change")])
