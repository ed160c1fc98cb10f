"""`provenance conceal`."""

import sys
from pathlib import Path

import click

from provenance.cli import common
from provenance.files.locale import reader_language


@click.command("conceal")
@common.paths_argument
@common.language_option
def command(paths: tuple[Path, ...], lang: str | None) -> None:
    """Move the names of confidential sources into private files.

    Each source gets an id that tells nothing, in every claim file that names it; its name and aliases go into a private
    file beside (x.private.yaml), which .gitignore then lists. Where names remain is told as `provenance validate
    --confidential` tells it, with exit code 1. What git has of them in its history stays there.
    """
    common.prepare()
    from provenance.concealing import concealment
    from provenance.disclosure import check_disclosure
    from provenance.editing.journal import journal_path
    from provenance.emit.findings import project_text
    from provenance.files.load import display_path
    from provenance.files.private import MODE
    from provenance.files.writing import locked, write_whole
    from provenance.model.message import MN, M
    from provenance.project.config import Projects

    done = concealment(paths)
    for path in done.private:
        common.tell_ignored(path.parent, lang)
    for path, text in done.private.items():
        write_whole(path, text, MODE)
    for path, text in done.texts.items():
        with locked(path.absolute().parent):
            # What was done to the file, for undoing, holds the names too.
            journal_path(path).unlink(missing_ok=True)
            write_whole(path, text)
        # The ids before may be names: only how many there were is said.
        own = sorted(done.renamed.get(path, {}).values())
        told = MN("{ids} concealed", "{ids} concealed", len(own), ids=", ".join(own)) if own else M("rewritten")
        common.say([told], lang, f"{display_path(path)}: ")
    if not done.private:
        common.say([M("no confidential source is named here")], lang)
    remaining = check_disclosure(paths, Projects()).findings
    if remaining:
        language = reader_language(lang)
        click.echo(project_text(remaining, language, common.painter(sys.stdout), common.columns(sys.stdout)), nl=False)
    sys.exit(common.FOUND if remaining else 0)
