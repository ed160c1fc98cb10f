"""`provenance verify`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.evidence.checking import Verification


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path, exists=True), metavar="DIR")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write the manifest there instead of printing it.")  # fmt: skip
@click.option("--manifest", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Check this manifest: what it says otherwise than the files is named.")  # fmt: skip
@click.option("--timestamp", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.tsr",
              help="Check that this token (RFC 3161) is one of the manifest.")  # fmt: skip
@click.option("--authority", type=click.Path(path_type=Path, dir_okay=False), metavar="CA.pem",
              help="The certificates that answer for the time-stamp.")  # fmt: skip
@click.option("--quotes", is_flag=True, help="Print where each quote stands instead of the manifest.")
@common.force_option
@common.language_option
def command(
    path: Path,
    output: Path | None,
    manifest: Path | None,
    timestamp: Path | None,
    authority: Path | None,
    quotes: bool,
    force: bool,
    lang: str | None,
) -> None:
    """Check every hash, capture, quote and version of the dossiers in a folder, and print their manifest.

    The manifest names each file with its hash, as `sha256sum --check` reads it. It goes to standard output, what was
    found to standard error. Sign it with `ssh-keygen -Y sign` or `minisign -S`: whoever has it can check it without
    this program.
    """
    common.prepare()
    from provenance.evidence.checking import verify
    from provenance.files.writing import write_output
    from provenance.model.plain import visible

    if timestamp is not None and manifest is None:
        raise common.usage_error(M("a time-stamp is of a manifest: --manifest FILE"))
    if authority is not None and timestamp is None:
        raise common.usage_error(M("--authority is for a time-stamp: --timestamp FILE.tsr"))
    done = verify(path)
    if not done.files:
        raise common.usage_error(M("{path}: there is no claim file and no evidence here", path=path))
    found = not done.is_sound
    if output is not None:
        write_output(output, done.manifest, force)
    if quotes:
        _print_quotes(done, lang)
    elif output is None and manifest is None:
        # A manifest is for programs; on a terminal nothing may move the cursor.
        click.echo(visible(done.manifest) if sys.stdout.isatty() else done.manifest, nl=False)
    _tell(done, lang)
    if manifest is not None:
        found = _is_otherwise(done, manifest, timestamp, authority, lang) or found
    sys.exit(common.UNREADABLE if done.is_unread else common.FOUND if found else 0)


def _language(done: "Verification", lang: str | None) -> str:
    from provenance.files.locale import common_language

    return lang or common_language(dossier.language for dossier, _ in done.dossiers)


def _print_quotes(done: "Verification", lang: str | None) -> None:

    for tied in done.tied:
        place = f", {tied.place.render(_language(done, lang))}" if tied.place is not None else ""
        said = M("characters {start}–{end}", start=tied.start, end=tied.end).render(_language(done, lang))
        common.tell(f"{tied.statement}: {tied.file}{place}, {said}", err=False)


def _tell(done: "Verification", lang: str | None) -> None:
    """What was found, and what was looked at."""
    from provenance.emit.findings import findings_text
    from provenance.evidence.fetching import fetch_command
    from provenance.model.message import MN

    language = _language(done, lang)
    for dossier, findings in done.dossiers:
        text = findings_text(dossier, findings, lang, common.painter(sys.stderr), common.columns(sys.stderr), True)
        click.echo(text, nl=False, err=True)
    for fault in done.faults:
        common.tell(f"{fault.file}: {fault.message.render(language)}")
    for document, address in done.missing:
        command = fetch_command(address)
        said = M("nothing of `{document}` is kept here: {command}", document=document, command=command)
        common.tell(said.render(language))
    counted = (
        MN("{n} file", "{n} files", done.files),
        MN("{n} capture", "{n} captures", done.captures),
        MN("{n} quote found in its text", "{n} quotes found in their texts", len(done.tied)),
    )
    common.tell(", ".join(message.render(language) for message in counted))


def _is_otherwise(
    done: "Verification", manifest: Path, timestamp: Path | None, authority: Path | None, lang: str | None
) -> bool:
    """Tell what a manifest and its time-stamp say otherwise; whether there is anything. Raises Unreadable."""
    from provenance.evidence import timestamps
    from provenance.evidence.manifest import differences
    from provenance.files.load import display_path
    from provenance.files.texts import read_bytes

    language, shown = _language(done, lang), display_path(manifest)
    content = read_bytes(manifest, shown)
    # A byte that is no text any more is a difference like any other.
    found = list(differences(content.decode("utf-8", "backslashreplace"), done.manifest))
    for message in found or [M("the manifest holds to the last byte")]:
        common.tell(f"{shown}: {message.render(language)}")
    if timestamp is None:
        return bool(found)
    stamped = display_path(timestamp)
    stamp = timestamps.read_stamp(read_bytes(timestamp, stamped), stamped)
    pem = read_bytes(authority, display_path(authority)) if authority is not None else None
    wrong = list(timestamps.faults(stamp, content, pem, display_path(authority) if authority is not None else ""))
    for message in wrong or [timestamps.stamp_sentence(stamp, pem is not None)]:
        common.tell(f"{stamped}: {message.render(language)}")
    return bool(found or wrong)
