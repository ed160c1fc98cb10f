"""`--fix` and `--diff`: what is mended in claim files, or would be."""

import difflib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.files.locale import reader_language
from provenance.files.writing import locked, write_whole
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.cli.audit_run import AuditRun
    from provenance.fixing import FixResult

_HIDDEN = "(a line that may hold a confidential name)"


def fix_files(run: "AuditRun", reviewed: bool) -> None:
    """Mend the files in place, and say on stderr what was mended."""
    from provenance.model.errors import OutputError

    failed = False
    for file, done in _fix_results(run, reviewed):
        if not done.findings:
            continue
        mark = b"\xef\xbb\xbf" if _begins_with_mark(file) else b""
        try:
            with locked(file.parent):
                _write_if_same(file, done, mark)
        except OutputError as error:
            failed = True
            common.tell(error.told(reader_language()))
            continue
        rules = Counter(finding.rule for finding in done.findings)
        said = ", ".join(f"{rule} ({count})" if count > 1 else rule for rule, count in sorted(rules.items()))
        common.say([M("mended {rules}", rules=said)], run.output_options.language, f"{file}: ")

    if failed:
        raise SystemExit(common.USAGE)


def _write_if_same(file: Path, done: "FixResult", mark: bytes) -> None:
    """Write what was mended. Raises OutputError where somebody else wrote the file meanwhile."""
    from provenance.model.errors import OutputError

    if file.read_bytes() != mark + done.before.encode("utf-8"):
        raise OutputError(M("{path}: it was changed meanwhile; nothing is mended", path=file))
    write_whole(file, mark + done.after.encode("utf-8"))


def _begins_with_mark(file: Path) -> bool:
    """Whether a file begins with a byte-order mark."""
    with file.open("rb") as stream:
        return stream.read(3) == b"\xef\xbb\xbf"


def show_fixes(run: "AuditRun", reviewed: bool) -> int:
    """Print the changes as a unified diff; 1 where there are any, 3 where a file could not be read."""
    from provenance.model.plain import one_line

    found = unread = False
    for file, done in _fix_results(run, reviewed):
        unread = unread or not done.readable
        if not done.findings:
            continue
        found = True
        redact, name = redactor_of(file, run.session.options.show_confidential), one_line(file.as_posix())
        for line in difflib.unified_diff(lines_of(done.before), lines_of(done.after), f"a/{name}", f"b/{name}"):
            whole = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
            click.echo(redact(whole), nl=False)
    if unread:
        common.say([M("a file could not be read (provenance validate says which)")], run.output_options.language)
    return common.UNREADABLE if unread else common.FOUND if found else 0


def lines_of(text: str) -> list[str]:
    """Lines as `patch` knows them: nothing but a line feed ends one."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + lines[-1:] if lines[-1] else [line + "\n" for line in lines[:-1]]


def _fix_results(run: "AuditRun", reviewed: bool) -> "Iterator[tuple[Path, FixResult]]":
    from provenance.files.discover import SUFFIXES
    from provenance.fixing import fix_file
    from provenance.model.finding import Trust

    trusted: tuple[Trust, ...] = ("safe", "review") if reviewed else ("safe",)
    for file in run.files:
        # A raw text is somebody's article: it is audited as a draft, and never written to.
        if file.name.endswith(SUFFIXES):
            yield file, fix_file(file, run.session.projects.of(file).settings(file), run.session.options, trusted)


def redactor_of(file: Path, show_confidential: bool = False) -> "common.Redact":
    """Takes confidential names out of what is printed of a claim file, unless it was asked to show them."""
    from provenance.files.load import Loader
    from provenance.model.confidential import masked, redactor
    from provenance.model.plain import visible

    # A patch is for a program; on a terminal nothing may move the cursor.
    safe = visible if sys.stdout.isatty() else str
    dossier = masked(next(iter(Loader().load(file))))
    if show_confidential or not dossier.is_masked:
        return safe
    redact = redactor(dossier)
    return lambda line: f"{line[:1]}{_HIDDEN}\n" if "\\" in line and line[:1] in "+- " else safe(redact(line))
