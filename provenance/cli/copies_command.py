"""`provenance copies`."""

import sys
from pathlib import Path

import click

from provenance.cli import common
from provenance.files.locale import reader_language


@click.command("copies")
@common.paths_argument
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="How many processes read texts."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.csv", help="Write them all."
)
@common.force_option
def command(paths: tuple[Path, ...], jobs: int, output: Path | None, force: bool) -> None:
    """Find which texts are copies of one another, among very many.

    PATH is a text, a folder of them, or records (JSONL, Parquet) with `id`, `text`, and `published` and `publisher`
    where they are known. Quoted passages are set aside. The earlier text is the original; where no date tells, nothing
    is said of the direction.
    """
    common.prepare()
    import csv
    import io

    from provenance.cli.corpus_run import tell_lost
    from provenance.corpus.copies import pickups, texts_at
    from provenance.files.writing import write_output
    from provenance.model.cells import inert
    from provenance.model.mark import MARK
    from provenance.model.message import MN
    from provenance.model.plain import one_line

    texts, lost = texts_at(paths)
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["original", "copy", "directed", "share", "original_outlet", "copy_outlet"])
    count = 0
    for found in pickups(texts, jobs):
        count += 1
        outlets = (outlet or "" for outlet in found.outlets)
        told = (found.original, found.copy, str(found.directed).lower(), str(found.share), *outlets)
        rows.writerow([inert(cell) for cell in told])
        if output is None and count <= 50:
            arrow = "→" if found.directed else "↔"
            click.echo(f"{one_line(found.original)} {arrow} {one_line(found.copy)}  {found.share:.2f}")
    if output is not None:
        write_output(output, written.getvalue() + f"# {MARK}\n", force)
    tell_lost(lost[:20], reader_language(None))
    common.say(
        [
            MN("{n} text", "{n} texts", len(texts)),
            MN("{n} pair of copies", "{n} pairs of copies", count),
            MN("{n} not read", "{n} not read", len(lost)),
        ]
    )
    sys.exit(common.UNREADABLE if lost else 0)
