"""`provenance alike`."""

from pathlib import Path

import click

from provenance.cli import common


@click.command("alike")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.csv", help="Write all.")
@common.force_option
def command(paths: tuple[Path, ...], output: Path | None, force: bool) -> None:
    """Propose claims of different dossiers that may be one.

    FILE is the Parquet that an audit of a corpus wrote. Each pair is told with what it shares and, where its numbers
    differ, with these: such claims may be rivals. Nothing is merged.
    """
    common.prepare()
    import csv
    import io

    from provenance.corpus.alike import ClaimText, candidates
    from provenance.corpus.questions import ask
    from provenance.files.writing import write_output
    from provenance.model.cells import inert
    from provenance.model.mark import MARK
    from provenance.model.message import MN
    from provenance.model.plain import one_line, shortened

    answer = ask(paths, "SELECT dossier, claim, text, file FROM claims", None)
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    columns = ["file", "dossier", "claim", "text"]
    rows.writerow([*columns, *(f"other_{name}" for name in columns), "alike", "reason"])
    count = 0
    for found in candidates([ClaimText(*row) for row in answer.rows]):
        count += 1
        one, other = found.one, found.other
        told = [cell for c in (one, other) for cell in (c.file, c.dossier, c.claim, c.text)]
        rows.writerow([inert(cell) for cell in (*told, str(found.score), found.reason)])
        if output is None and count <= 50:
            # The file is told where the name of the dossier does not tell them apart.
            names = [c.dossier if one.dossier != other.dossier else f"{c.file}: {c.dossier}" for c in (one, other)]
            click.echo(f"{found.score:.2f}  {shortened(one_line(one.text), 90)}  ({one_line(names[0])})")
            click.echo(f"      {shortened(one_line(other.text), 90)}  ({one_line(names[1])})")
            click.echo(f"      {one_line(found.reason)}")
    if output is not None:
        write_output(output, written.getvalue() + f"# {MARK}\n", force)
    pairs = MN("{n} pair that may be one", "{n} pairs that may be one", count)
    common.say([MN("{n} claim", "{n} claims", len(answer.rows)), pairs])
