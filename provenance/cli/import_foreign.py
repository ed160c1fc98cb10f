"""`provenance import --map`: dossiers of somebody else's table."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli import common
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.exchange.base import ReadTables, Sheet
    from provenance.exchange.mapping import ColumnMap


def import_foreign(
    path: Path,
    read: "ReadTables",
    mapping_file: Path | None,
    output: Path | None,
    dry_run: bool,
    force: bool,
    lang: str | None,
) -> int:
    """Make dossiers of a table by a mapping; guess it, show it and save it where there is none yet."""
    from provenance.exchange.collections import sheet_of, stories
    from provenance.exchange.mapping import guessed, mapping_text, read_mapping
    from provenance.files.load import display_path
    from provenance.files.texts import read_text
    from provenance.files.writing import write_folder, write_whole
    from provenance.model.message import MN
    from provenance.model.plain import one_line

    if mapping_file is None or not mapping_file.exists():
        found = guessed(read.sheets)
        click.echo(_shown(found, read.sheets), nl=False)
        if mapping_file is None:
            what = M("this table is somebody else's: give --map FILE.toml, which saves this guess for you to correct")
            common.say([what], lang)
        else:
            write_whole(mapping_file, mapping_text(found))
            what = M("what the columns mean, guessed; correct it, then run the same command again")
            common.say([what], lang, f"{mapping_file}: ")
        return common.FOUND
    if output is None:
        raise common.usage_error(M("where do the dossiers go? -o DIR, or -o FILE.claims.jsonl for one file"))
    mapping = read_mapping(read_text(mapping_file, display_path(mapping_file)), str(mapping_file))
    sheet = sheet_of(read.sheets, mapping)
    if sheet is None or mapping.header > len(sheet.rows):
        names = ", ".join(one.name for one in read.sheets)
        raise common.usage_error(
            M(
                "{mapping_file}: no sheet '{sheet}' with so many rows in {path}; there are: {names}",
                mapping_file=mapping_file,
                sheet=mapping.sheet,
                path=path,
                names=names,
            )
        )
    there = {cell.strip() for cell in sheet.rows[mapping.header - 1]}
    missing = [name for name in mapping.columns if name not in there]
    if missing:
        raise common.usage_error(
            M(
                "{mapping_file}: row {header} of {path} has no column '{column}'",
                mapping_file=mapping_file,
                header=mapping.header,
                path=path,
                column=missing[0],
            )
        )
    dossiers, problems = stories(sheet, mapping)
    files = _files(dossiers, output)
    if not dry_run:
        folder = output.parent if _is_one_file(output) else output
        write_folder(folder, files, force)
    rows = sum(len(one["statements"]) for one in dossiers)
    told = MN("{n} dossier", "{n} dossiers", len(dossiers)), MN("{n} statement", "{n} statements", rows)
    common.tell(f"{output}: " + ", ".join(part.render(lang or "en") for part in told))
    for problem in problems:
        common.tell(one_line(f"{path} {problem.place}: {problem.message.render(lang or 'en')}"))
    return common.FOUND if problems else 0


def _is_one_file(output: Path) -> bool:
    return output.name.endswith((".claims.jsonl", ".claims.yaml", ".claims.yml"))


def _files(dossiers: list[dict[str, Any]], output: Path) -> dict[str, bytes]:
    """The claim files by their names in their folder."""
    from provenance.exchange.collections import as_yaml, file_name

    if output.name.endswith(".claims.jsonl"):
        return {
            output.name: "".join(line + "\n" for one in dossiers for line in _records(one)).encode(
                "utf-8", "backslashreplace"
            )
        }
    if not _is_one_file(output):
        return {file_name(one): as_yaml(one).encode() for one in dossiers}
    if len(dossiers) != 1:
        raise common.usage_error(
            M("{path}: {count} dossiers; give a folder, or a .claims.jsonl", path=output, count=len(dossiers))
        )
    return {output.name: as_yaml(dossiers[0]).encode()}


def _records(data: dict[str, Any]) -> list[str]:
    """A dossier as lines of JSONL, a record each."""
    dossier = data["dossier"]
    head = {key: value for key, value in data.items() if not isinstance(value, dict | list) and key != "dossier"}
    records: list[dict[str, Any]] = [{"type": "dossier", "dossier": dossier, "id": dossier, **head}]
    for kind, section in (("document", "documents"), ("claim", "claims")):
        records += [
            {"type": kind, "dossier": dossier, "id": name, **entry} for name, entry in data.get(section, {}).items()
        ]
    records += [{"type": "statement", "dossier": dossier, **entry} for entry in data["statements"]]
    return [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records]


def _shown(mapping: "ColumnMap", sheets: "list[Sheet] | Any") -> str:
    """The guess, and what the first row would be."""
    from provenance.exchange.collections import sheet_of
    from provenance.model.plain import one_line, shortened

    sheet = sheet_of(sheets, mapping)
    names = [cell.strip() for cell in sheet.rows[mapping.header - 1]] if sheet is not None else []
    body = sheet.rows[mapping.header :][:1] if sheet is not None else []
    first = body[0] if body else ()
    lines = []
    for number, name in enumerate(names):
        if name in mapping.columns:
            example = first[number] if number < len(first) else ""
            lines.append(
                f"{shortened(one_line(name), 28):<28}  {mapping.columns[name]:<20}  {shortened(one_line(example), 56)}"
            )
    for key, held in mapping.values.items():
        lines.append(f"{key}: " + ", ".join(f"{one_line(a)} = {b}" for a, b in held.items()))
    lines += [f"{name}: {one_line(value)}" for name, value in mapping.defaults.items()]
    return "".join(line.rstrip() + "\n" for line in lines)
