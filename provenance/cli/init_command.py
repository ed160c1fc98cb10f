"""`provenance init`."""

import hashlib
from pathlib import Path

import click

from provenance.cli import common
from provenance.files.writing import holds, write_whole
from provenance.model.message import M

_ARTICLE = {
    "fr": """La mairie a confirmé mardi que le pont serait fermé en mars. « Les travaux dureront six mois », a déclaré la maire, Anne Roux.

Selon l'agence Exemple, une entreprise de la région aurait été choisie.
""",
    "en": """The town hall confirmed on Tuesday that the bridge would close in March. "The works will last six months," said the mayor, Anne Roux.

According to the Example agency, a company from the region has been chosen.
""",
}
_CLAIMS = {
    "fr": """# yaml-language-server: $schema={schema}
dossier: {name}
title: "Le pont ferme en mars"
language: fr
as_of: 2026-03-04                      # ce que l'on savait ce jour-là

sources:                               # qui parle, qui relaie ; part_of : la maison dont c'est la voix
  mairie: {{name: "la mairie", kind: government, aliases: [la municipalité]}}
  roux: {{name: "Anne Roux", kind: person, role: maire, part_of: mairie}}
  exemple: {{name: "agence Exemple", kind: agency}}

documents:                             # où c'est écrit
  article: {{publisher: "Le Journal", published: 2026-03-03, file: article.txt,
    sha256: "{sha}"}}   # l'empreinte du texte relu ; à ôter si vous le changez

claims:                                # ce qui est dit : une phrase vraie ou fausse
  bridge-closes: {{text: "Le pont ferme en mars 2026.", about: closing, value: 2026-03, position_of: mairie}}
  six-months: {{text: "Les travaux durent six mois.", position_of: mairie}}
  company-chosen: {{text: "Une entreprise de la région a été choisie.", concerns: mairie, status: unconfirmed}}

statements:                            # qui le dit, où : l'origine d'abord
  - chain: mairie («a confirmé»)
    says: {{bridge-closes: "le pont serait fermé en mars"}}
  - chain: Anne Roux («a déclaré»)
    says: {{six-months: "Les travaux dureront six mois"}}
  - chain: agence Exemple («Selon»)
    says: {{company-chosen: "une entreprise de la région aurait été choisie"}}
""",
    "en": """# yaml-language-server: $schema={schema}
dossier: {name}
title: "The bridge closes in March"
language: en
as_of: 2026-03-04                      # what was known that day

sources:                               # who speaks, who relays; part_of: the organisation it speaks for
  town-hall: {{name: "the town hall", kind: government, aliases: [the council]}}
  roux: {{name: "Anne Roux", kind: person, role: mayor, part_of: town-hall}}
  example: {{name: "the Example agency", kind: agency}}

documents:                             # where it is written
  article: {{publisher: "The Paper", published: 2026-03-03, file: article.txt,
    sha256: "{sha}"}}   # the hash of the text as reviewed; remove it if you change it

claims:                                # what is said: one sentence that is true or false
  bridge-closes: {{text: "The bridge closes in March 2026.", about: closing, value: 2026-03, position_of: town-hall}}
  six-months: {{text: "The works last six months.", position_of: town-hall}}
  company-chosen: {{text: "A company from the region has been chosen.", concerns: town-hall, status: unconfirmed}}

statements:                            # who says it, where: origin first
  - chain: the town hall («confirmed»)
    says: {{bridge-closes: "the bridge would close in March"}}
  - chain: Anne Roux («said»)
    says: {{six-months: "The works will last six months"}}
  - chain: the Example agency («According to»)
    says: {{company-chosen: "a company from the region has been chosen"}}
""",
}
_SCHEMA = "dossier.schema.json"


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--lang", type=click.Choice(["fr", "en"]), help="Language; by default the locale's, else French.")
def command(directory: Path, lang: str | None) -> None:
    """Write a small commented dossier to start from."""
    common.prepare()
    from provenance.files.locale import DEFAULT, locale_language
    from provenance.files.schema import schema_text
    from provenance.model.written import DossierEntry
    from provenance.summaries.safe_name import safe_name

    if lang is None:
        lang = locale_language()
        if lang is None:
            lang = DEFAULT
            click.echo(
                "the locale says neither French nor English: it is written in French (--lang en for English)", err=True
            )
    name = safe_name(directory.resolve().name.lower() or "dossier")
    article = _ARTICLE[lang]
    sha = hashlib.sha256(article.encode()).hexdigest()
    files = {
        "article.txt": article,
        f"{name}.claims.yaml": _CLAIMS[lang].format(name=name, sha=sha, schema=_SCHEMA),
        _SCHEMA: schema_text(DossierEntry),
    }
    # A run that was killed wrote some of them, and this one the others.
    left = {file: content for file, content in files.items() if not holds(directory / file, content)}
    for file in left or files:
        if (directory / file).exists():
            raise common.usage_error(M("{path} is already there; nothing was written", path=directory / file))
    for file, content in left.items():
        write_whole(directory / file, content)
        common.tell(f"{directory / file}", err=False)
    common.tell_ignored(directory, lang, err=False)
    common.tell(f"provenance audit {directory}", err=False)
