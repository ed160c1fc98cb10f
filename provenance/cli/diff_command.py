"""`provenance diff`."""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common

if TYPE_CHECKING:
    from provenance.audit import Asked, Audit
    from provenance.model.dates import When

_FORMATS = ("text", "markdown", "json")


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--path", type=click.Path(path_type=Path), default=Path(), help="What to compare of git revisions.")
@click.option("--output", "-o", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--exit-code", is_flag=True, help="Exit with 1 when something changed.")
@common.as_of_option
@common.policy_option
@common.language_option
@common.confidential_option
def command(
    old: str,
    new: str | None,
    path: Path,
    form: str,
    exit_code: bool,
    as_of: "When | None",
    policy: str | None,
    lang: str | None,
    show_confidential: bool,
) -> None:
    """Say what changed in meaning between two states of dossiers.

    OLD and NEW are folders, claim files, or git revisions (HEAD~3, main, OLD..NEW). Without NEW, OLD is compared with
    what is there now.
    """
    common.prepare()
    from provenance.emit import difference as emit
    from provenance.project.config import Projects
    from provenance.story.difference import difference

    if new is None and ".." in old and not Path(old).exists():
        old, _, new = old.partition("..")
        old, new = old or "HEAD", new.lstrip(".") or None
    with ExitStack() as stack, common.configuration_errors():
        before_at, after_at = _side(old, path, stack), _side(new, path, stack) if new else path
        if new is None and Path(old).exists():
            raise click.UsageError("give NEW too: two folders or files are compared, or a revision with what is there")
        asked = common.asked_for(Projects(), (after_at,), as_of, policy, show_confidential)
        before, after = _audits(before_at, asked), _audits(after_at, asked)
        if not before and not after:
            raise click.UsageError(f"no claim file (*.claims.yaml, .yml, .json, .jsonl) at {old} or {new or path}")
        found = [difference(one, two) for one, two in _pairs(before, after)]
        unread = [a for a in (*before.values(), *after.values()) if not a.readable]
    if form == "text":
        click.echo(emit.difference_text(found, lang, common.painter(sys.stdout)), nl=False)
    else:
        write = emit.difference_markdown if form == "markdown" else emit.difference_json
        click.echo(write(found, lang), nl=False)
    for audit in unread:
        click.echo(f"{audit.dossier.file}: cannot be read (provenance validate says why)", err=True)
    changed = exit_code and any(not one.empty for one in found)
    sys.exit(common.UNREADABLE if unread else common.FOUND if changed else 0)


def _side(name: str, path: Path, stack: ExitStack) -> Path:
    """Where one side can be read: what exists under that name, or what git has of the path at that revision."""
    from provenance.files.revisions import RevisionError, unpack

    if Path(name).exists():
        return Path(name)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="provenance-")))
    try:
        return unpack(name, path, folder / "tree")
    except RevisionError as error:
        raise click.UsageError(f"'{name}' is neither a file, a folder nor a revision ({error})") from None


def _audits(path: Path, asked: "Asked") -> "dict[str, Audit]":
    """The audits at a path, by the id of the dossier."""
    from provenance.audit import audit_paths
    from provenance.files.discover import claim_files

    files = claim_files([path]) if path.exists() else []
    return {audit.dossier.id: audit for audit in audit_paths(files, asked=asked)}


def _pairs(before: "dict[str, Audit]", after: "dict[str, Audit]") -> "list[tuple[Audit | None, Audit | None]]":
    """Dossiers of one id; where each side has one alone, these two."""
    if len(before) == len(after) == 1:
        return [(next(iter(before.values())), next(iter(after.values())))]
    return [(before.get(name), after.get(name)) for name in sorted({*before, *after})]
