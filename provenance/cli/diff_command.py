"""`provenance diff`."""

import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.auditing import AuditOptions, DossierAudit
    from provenance.model.dates import When
    from provenance.model.dossier import Dossier
    from provenance.project.config import Settings

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
    from provenance.files.revisions import has_checkout
    from provenance.model.confidential import confidential_names
    from provenance.model.plain import one_line
    from provenance.project.config import Projects
    from provenance.summaries.difference import dossier_difference

    if new is None and ".." in old and not _exists(old):
        old, _, new = old.partition("..")
        old, new = old or "HEAD", new.lstrip(".") or None
    if new is None and (_exists(old) or not has_checkout(path)):
        raise common.usage_error(M("give NEW too: two folders or files are compared, or a revision with what is there"))
    with ExitStack() as stack:
        sides = [_side(old, path, stack), _side(new, path, stack) if new is not None else path]
        options = common.audit_options(
            as_of, show_confidential, (), common.policy_named(Projects(), (sides[1],), policy)
        )
        loaded = [_dossiers(side) for side in sides]
        # What one side keeps confidential, the other may not disclose.
        secrets = tuple(dict.fromkeys(name for side in loaded for d, _ in side for name in confidential_names(d)))
        options = replace(options, secrets=secrets)
        before, after = (_audits(held, options, side) for held, side in zip(loaded, sides))
        if not before and not after:
            raise common.usage_error(
                M("no claim file (*.claims.yaml, .yml, .json, .jsonl) at {old} or {new}", old=old, new=new or path)
            )
        found = [dossier_difference(one, two) for one, two in _pairs(before, after)]
    if form == "text":
        look = common.painter(sys.stdout), common.columns(sys.stdout)
        click.echo(emit.difference_text(found, lang, *look), nl=False)
    else:
        write = emit.difference_markdown if form == "markdown" else emit.difference_json
        click.echo(write(found, lang), nl=False)
    unread = [(name, a) for name, side in ((old, before), (new or str(path), after)) for a in side.values()
              if not a.readable]  # fmt: skip
    for name, audit in unread:
        click.echo(one_line(f"{name}: {Path(audit.dossier.file).name} cannot be read"), err=True)
    changed = exit_code and any(not one.empty for one in found)
    sys.exit(common.UNREADABLE if unread else common.FOUND if changed else 0)


def _exists(name: str) -> bool:
    """Whether there are files of that name to compare: HEAD in a bare repository is a file of git's."""
    from provenance.files.revisions import has_checkout

    try:
        return Path(name).exists() and has_checkout(Path(name))
    except (OSError, ValueError):
        return False


def _side(name: str, path: Path, stack: ExitStack) -> Path:
    """Where one side can be read: what exists under that name, or what git has of the path at that revision."""
    from provenance.files.git import GitError
    from provenance.files.revisions import unpack_revision, unpacking_folder
    from provenance.model.plain import one_line

    if _exists(name):
        return Path(name)
    folder = stack.enter_context(unpacking_folder())
    try:
        return unpack_revision(name, path, folder / "tree")
    except (GitError, OSError) as error:
        why = one_line(str(error))
        raise common.usage_error(
            M("'{name}' is neither a file, a folder nor a revision ({why})", name=name, why=why)
        ) from None


def _dossiers(path: Path) -> "list[tuple[Dossier, Settings]]":
    """The dossiers at a path, with what holds for each. Raises ConfigurationError."""
    from provenance.files.discover import claim_files
    from provenance.files.load import Loader
    from provenance.project.config import Projects

    projects, loader = Projects(), Loader()
    files = [file for file in claim_files([path]) if not projects.of(file).ignores(file)] if _exists(str(path)) else []
    return [(dossier, projects.of(file).settings(file)) for file in files for dossier in loader.load(file)]


def _audits(
    loaded: "list[tuple[Dossier, Settings]]", options: "AuditOptions", side: Path
) -> "dict[tuple[str, str], DossierAudit]":
    """The audits, by the id of the dossier and the name of its file on that side."""
    from provenance.auditing import audit_dossier

    found = [audit_dossier(dossier, settings, options) for dossier, settings in loaded]
    return {(done.dossier.id, os.path.relpath(done.dossier.file, side)): done for done in found}


def _pairs(
    before: "dict[tuple[str, str], DossierAudit]", after: "dict[tuple[str, str], DossierAudit]"
) -> "list[tuple[DossierAudit | None, DossierAudit | None]]":
    """Dossiers of one id and file, then those of one id; where each side has one alone, these two."""
    if len(before) == len(after) == 1:
        return [(next(iter(before.values())), next(iter(after.values())))]
    partners = {key: key for key in before if key in after}
    left = [key for key in after if key not in partners.values()]
    for key in before:
        moved = next((other for other in left if other[0] == key[0]), None) if key not in partners else None
        if moved is not None:
            partners[key] = moved
            left.remove(moved)
    pairs: list[tuple[DossierAudit | None, DossierAudit | None]]
    pairs = [(audit, after[partners[key]] if key in partners else None) for key, audit in before.items()]
    return sorted([*pairs, *((None, after[key]) for key in left)], key=_id)


def _id(pair: "tuple[DossierAudit | None, DossierAudit | None]") -> str:
    one = pair[0] or pair[1]
    return one.dossier.id if one is not None else ""
