"""Writes the generated pages of the reference: `python -m docs.generate` (part of `make pages`)."""

import inspect
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from provenance.cli import COMMANDS, main
from provenance.exchange import exchange_format
from provenance.exchange.names import FORMATS
from provenance.exchange.standards.terms import own_terms
from provenance.model.policy import POLICIES
from provenance.model.written import (
    AskedEntry,
    CheckEntry,
    ClaimEntry,
    Details,
    DocumentEntry,
    DossierEntry,
    EvidenceEntry,
    Flag,
    HopEntry,
    ReviewEntry,
    SignatureEntry,
    SourceEntry,
    StatementEntry,
    SuppressEntry,
)
from provenance.project.config_model import (
    ConfigurationEntry,
    ExtractEntry,
    PathEntry,
    PolicyEntry,
    ProjectSuppressEntry,
    RequireEntry,
    RuleEntry,
)
from provenance.rules import families

HERE = Path(__file__).resolve().parent / "reference"


def pages() -> dict[str, str]:
    """The generated pages by name."""
    return {
        "commands.md": _page(commands("en")),
        "commands.fr.md": _page(commands("fr")),
        "keys.md": _page(keys()),
        "configuration.md": _page(configuration()),
        "verdict.md": _page(verdict()),
        "standards/index.md": _page(standards()),
        **{f"standards/{name}.md": _page(conformance(name)) for name in STANDARDS},
    }


def _page(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


# --- formats of other fields ----------------------------------------------------------------------------------------

STANDARDS = [name for name in FORMATS if name not in ("xlsx", "csv")]
#: The program that reads what is written, or that holds what is read to its standard, in the tests.
READERS = {
    "prov-json": "the `prov` package rewrites it without loss",
    "prov-n": "it is written by the `prov` package",
    "turtle": "`rdflib` reads the same graph from it as from the JSON-LD",
    "jsonld": "`rdflib`, and the JSON-LD processor PyLD",
    "claimreview": "PyLD expands it against the vocabulary of schema.org; `extruct` finds it in saved pages",
    "web-annotation": "PyLD; the places lead back to the same words",
    "stix": "`stix2` and `stix2-validator`",
    "nanopub": "`rdflib` and the check of the `nanopub` package",
    "aif": "our own reading: nodes and edges hang together",
    "argdown": "`@argdown/cli` parses and maps it",
    "ninjs": "`jsonschema`, with the schema as IPTC publishes it",
    "ftm": "the `followthemoney` package takes every entity with every value",
    "wikitext": "`mwparserfromhell`",
    "graphml": "`networkx`",
    "gexf": "`networkx`",
    "cytoscape": "`networkx`",
    "ro-crate": "`rocrate` reads it",
    "bagit": "`bagit` validates it",
}
#: The extra of this package that a format needs, one way or the other.
EXTRAS = {"prov-n": "prov", "turtle": "rdf", "nanopub": "rdf", "claimreview": "claimreview", "wikitext": "wiki"}


def standards() -> Iterator[str]:
    yield "# Formats of other fields\n"
    yield "Generated from the program. `provenance export --to FORMAT` writes, `provenance import --from FORMAT` reads;"
    yield "what one cannot say of a dossier is told on writing. [How to](../../how-to/exchange.md) shows both.\n"
    yield "| format | out | in | what it is | read in the tests by | extra |\n| --- | --- | --- | --- | --- | --- |"
    for name in STANDARDS:
        offered, found = FORMATS[name], exchange_format(name)
        extra = f"`[{EXTRAS[name]}]`" if name in EXTRAS else "–"
        ways = " | ".join("yes" if way else "–" for way in (offered.written, offered.read))
        yield f"| [{name}]({name}.md) | {ways} | {_cell(found.holds)} | {READERS[name]} | {extra} |"
    yield ""


def conformance(name: str) -> Iterator[str]:
    offered, found = FORMATS[name], exchange_format(name)
    module = import_module(f"provenance.exchange.{offered.module.partition(':')[0]}")
    yield f"# {name}\n"
    yield inspect.cleandoc(module.__doc__ or "") + "\n"
    yield f"It holds {found.holds}. In the tests: {READERS[name]}.\n"
    if offered.written:
        target = f"FILE{found.suffix}" if found.suffix else "FOLDER (or FILE.zip)"
        yield f"```text\nprovenance export PATH --to {name} -o {target}\n```\n"
    if offered.read:
        yield f"```text\nprovenance import --from {name} FILE -o FOLDER\n```\n"
    if found.carried is None:
        yield "Everything of a dossier is carried, its local texts with it. " if offered.written else ""
        yield "Names of confidential sources never are, nor texts in which they stand.\n" if offered.written else ""
        return
    yield "## What is carried\n"
    yield "| in a claim file | there |\n| --- | --- |"
    for section, keys in found.carried.terms.items():
        for key, term in keys.items():
            yield f"| {section}: `{key}` | {_cell(term)} |"
    left = [(section, key) for section, key in _every_key() if key not in found.carried.terms.get(section, {})]
    yield "\n## What is not, and why\n"
    yield f"{found.carried.why[:1].upper()}{found.carried.why[1:]}. Names of confidential sources are never carried.\n"
    by_section: dict[str, list[str]] = {}
    for section, key in left:
        by_section.setdefault(section, []).append(f"`{key}`")
    for section, keys in by_section.items():
        yield f"- {section}: {', '.join(keys)}"
    yield ""


def _every_key() -> Iterator[tuple[str, str]]:
    """The keys of a dossier as it goes out, by section."""
    for section, terms in own_terms().items():
        yield from ((section, key) for key in (*terms, *(("file", "reader") if section == "documents" else ())))


# --- commands -------------------------------------------------------------------------------------------------------


_HEADS = {
    "en": """# Commands

Generated from the program. Exit codes are the same for every command and every format: 0 nothing at or above
`--fail-on`, 1 findings, 2 usage or configuration, 3 input that cannot be read; the highest that applies.
""",
    "fr": """# Commandes

Page produite par le programme, qui dit la même chose avec `--help`. Les codes de sortie sont les mêmes pour toutes les
commandes et tous les formats : 0 rien qui atteigne `--fail-on`, 1 des constats, 2 usage ou configuration, 3 ce qui ne
peut être lu ; le plus élevé de ceux qui s’appliquent.
""",
}


def commands(language: str) -> Iterator[str]:
    yield _HEADS[language]
    with _reader_of(language):
        for name in COMMANDS:
            context = click.Context(main, info_name="provenance")
            command = main.get_command(context, name)
            assert command is not None
            yield from _command(f"provenance {name}", command, context)


@contextmanager
def _reader_of(language: str) -> Iterator[None]:
    """As if the locale were one of that language."""
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        os.environ.pop("LANGUAGE")
        if before is not None:
            os.environ["LANGUAGE"] = before


def _command(path: str, command: click.Command, above: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=path.split()[-1], parent=above)
    usage = " ".join(piece for piece in command.collect_usage_pieces(context))
    yield f"## {path}\n"
    yield f"```text\n{path} {usage}\n```\n"
    yield inspect.cleandoc(command.help or "") + "\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _command(f"{path} {name}", inner, context)
        return
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        yield "| option | |\n| --- | --- |"
        for option in options:
            record = option.get_help_record(context)
            if record is not None:
                yield f"| `{_cell(record[0])}` | {_cell(record[1])} |"
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


# --- keys -----------------------------------------------------------------------------------------------------------


def keys() -> Iterator[str]:
    yield "# Keys of a claim file\n"
    yield "Generated from the model, as the JSON Schema is (`provenance schema`). What the keys mean together is told"
    yield "in [the claim file](claim-file.md).\n"
    for title, model in (
        ("Top level", DossierEntry),
        ("sources", SourceEntry),
        ("documents", DocumentEntry),
        ("claims", ClaimEntry),
        ("statements", StatementEntry),
        ("Details of what is said", Details),
        ("evidence", EvidenceEntry),
        ("A hop, spelled out", HopEntry),
        ("asked", AskedEntry),
        ("checked", CheckEntry),
        ("reviewed", ReviewEntry),
        ("signed", SignatureEntry),
        ("flagged", Flag),
        ("suppress", SuppressEntry),
    ):
        yield from _model(title, model)


def configuration() -> Iterator[str]:
    yield "# Configuration\n"
    yield "Generated from the model. `provenance.toml`, or `[tool.provenance]` in `pyproject.toml`: the nearest one"
    yield "upward from a claim file governs it, and the search ends at the root of the repository. `provenance config"
    yield "show PATH` says what holds for a file and which line says so. The schema is"
    yield "`schemas/configuration.schema.json`.\n"
    yield "Of what concerns a run as a whole (`language`, `fail_on`, `baseline`) the configuration of the first path"
    yield "counts.\n"
    for title, model in (
        ("Top level", ConfigurationEntry),
        ("policy, policies.NAME", PolicyEntry),
        ("rules.NAME", RuleEntry),
        ("paths", PathEntry),
        ("require", RequireEntry),
        ("suppress", ProjectSuppressEntry),
        ("extract", ExtractEntry),
    ):
        yield from _model(title, model)
    yield f"The policies that are always there: {', '.join(f'`{name}`' for name in POLICIES)}.\n"


# --- the verdict ----------------------------------------------------------------------------------------------------

_ROLE = {"correction": "**correction**", "precision": "precision", "fault": "**fault**", "other": "–"}


_VERDICT = """# The verdict

The texts under audit are those that `audits:` names; without it, the documents with a `file` that no other document of
the dossier cites as a hop, copies, revises or corrects. For them there is one verdict, and every output shows the same:
the terminal, Markdown, the page and its index, JSON (`verdict`), SARIF, JUnit, the job summary of GitHub.

* A **correction** is an error about a text under audit. A text with one is *held*: it must not run as it stands.
* A *precision* is a warning about such a text.
* A **fault** is an error of the claim file. It holds no text; until it is mended, the verdict stands on what could be
  read.
* The rest (–) tells how claims stand, or concerns documents that are not under audit.

`provenance audit` exits with 1, at the default `--fail-on error`, exactly when a text is held or the file is at fault:
after the severities of the configuration, suppressions and the baseline. Corrections that somebody answers for are
counted beside. A severity that a configuration gives a rule holds everywhere: set to `error`, a finding about a text
under audit is a correction, any other a fault.

A text *says so* when it denies the claim itself, relays its denial or its withdrawal, affirms the answer that took its
place, or flags it. Where two rules say as much of one passage, the one that says more is told: words that were found
false have to go, whoever had denied them.
"""


def verdict() -> Iterator[str]:
    yield _VERDICT
    yield "| rule | where | in a text under audit | elsewhere |\n| --- | --- | --- | --- |"
    for _, rules in families():
        for rule in rules:
            for when, here, elsewhere in rule.outcomes():
                situation = _cell(when.render("en")) if when is not None else ""
                yield f"| {rule.name if when is None else ''} | {situation} | {_ROLE[here]} | {_ROLE[elsewhere]} |"
    yield ""


def _model(title: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"## {title}\n"
    schema = model.model_json_schema(by_alias=True)
    if model.__doc__:
        yield model.__doc__.strip().split("\n")[0] + "\n"
    required = set(schema.get("required", ()))
    yield "| key | value | |\n| --- | --- | --- |"
    for name, field in schema["properties"].items():
        kind = _kind(field, schema.get("$defs", {}))
        said = field.get("description", "")
        if name in required:
            said = f"required; {said}" if said else "required"
        default = field.get("default")
        if default not in (None, False, [], {}) and not isinstance(default, dict | list):
            said = f"{said} (default: {default})" if said else f"default: {default}"
        yield f"| `{name}` | {_cell(kind)} | {_cell(said)} |"
    yield ""


def _kind(field: dict[str, Any], known: dict[str, Any], depth: int = 0) -> str:
    """What may stand there, in a few words."""
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[-1]
        return _kind(known[name], known, depth + 1) if depth < 4 else name
    if "anyOf" in field:
        parts = dict.fromkeys(_kind(one, known, depth) for one in field["anyOf"] if one.get("type") != "null")
        return " or ".join(parts)
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        value = field["const"]
        return f"`{str(value).lower() if isinstance(value, bool) else value}`"
    match field.get("type"):
        case "array":
            return f"list of {_kind(field['items'], known, depth)}" if "items" in field else "list"
        case "object":
            if "properties" in field:
                return f"mapping ({field.get('title', '').removesuffix('Entry').lower()})"
            inner = field.get("additionalProperties")
            return f"mapping to {_kind(inner, known, depth)}" if isinstance(inner, dict) else "mapping"
        case "string":
            return "text"
        case "integer":
            return "whole number"
        case "number":
            return "number"
        case "boolean":
            return "true, false"
    return "anything"


def run() -> None:
    for name, text in pages().items():
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_text(text, "utf-8")
        print(f"docs/reference/{name}", file=sys.stderr)


if __name__ == "__main__":
    run()
