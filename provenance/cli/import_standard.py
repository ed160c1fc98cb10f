"""`provenance import --from` a standard: new dossiers in a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.cli import common
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.exchange.base import Imported, Parts


def import_standard(
    path: Path,
    read: "Callable[[Parts, str], Imported]",
    output: Path | None,
    dry_run: bool,
    force: bool,
    lang: str | None,
) -> int:
    """Make dossiers of a file; what of it was left out is told. Raises ProvenanceError."""
    from provenance.exchange.folders import dossier_files, parts_of
    from provenance.files.load import display_path, load
    from provenance.files.writing import write_folder
    from provenance.model.message import MN
    from provenance.model.plain import one_line

    if output is None:
        raise common.usage_error(M("where do the dossiers go? -o DIR"))
    imported = read(parts_of(path), display_path(path))
    files = dossier_files(imported)
    if not dry_run:
        write_folder(output, files, force)
    language = lang or next(
        (str(one["language"]) for one in imported.dossiers if one.get("language") in ("fr", "en")), "en"
    )
    rows = sum(len(one.get("statements", ())) for one in imported.dossiers)
    told = MN("{n} dossier", "{n} dossiers", len(imported.dossiers)), MN("{n} statement", "{n} statements", rows)
    common.tell(f"{output}: " + ", ".join(part.render(language) for part in told))
    problems = [f"{path} {one.place}: {one.message.render(language)}" for one in imported.problems]
    if not dry_run:
        claim_files = [output / name for name in files if name.endswith(".claims.yaml")]
        problems += [
            f"{problem.place or dossier.place(problem.pointer)}: {problem.message.render(language)}"
            for dossier in load(claim_files)
            for problem in dossier.problems
        ]
    for line in problems:
        common.tell(one_line(line))
    return common.FOUND if problems or not imported.dossiers else 0
