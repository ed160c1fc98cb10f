"""What a dossier was when its tables went out: its cells, by which changes made since are told from each other."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from provenance.auditing import DossierAudit
from provenance.exchange.base import Table, TableRow
from provenance.files.load import display_path
from provenance.files.raw import read_raw
from provenance.files.texts import read_text
from provenance.model.errors import InputError
from provenance.model.message import M
from provenance.model.place import Place

#: Bytes to which a baseline may unpack.
_MAX = 256 << 20


def file_data(audit: DossierAudit) -> Mapping[str, Any]:
    """The plain data of a dossier's file."""
    path = Path(audit.dossier.file)
    raws = [raw.data for raw in read_raw(path, display_path(path)) if isinstance(raw.data, dict)]
    own = next((data for data in raws if data.get("dossier") == audit.dossier.id), raws[0] if raws else {})
    plain: Mapping[str, Any] = json.loads(json.dumps(own))
    return plain


def packed(audit: DossierAudit, tables: Sequence[Table]) -> str:
    """The cells that people may change, as they went out, in letters that survive any program."""
    path = Path(audit.dossier.file)
    text = read_text(path, display_path(path))
    said = {
        "version": 1,
        "file": path.name,
        "dossier": audit.dossier.id,
        "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "rows": {table.name: [[row.key, _kept(table, row)] for row in table.rows] for table in tables},
    }
    return base64.b64encode(zlib.compress(json.dumps(said, ensure_ascii=False).encode(), 6)).decode()


def _kept(table: Table, row: TableRow) -> dict[str, str]:
    computed = {column.key for column in table.columns if column.computed}
    return {key: cell for key, cell in row.cells.items() if key not in computed and cell}


def _is_rows(rows: object) -> bool:
    """Whether something has the shape of what `packed` writes: by table pairs of a key and cells."""
    return isinstance(rows, dict) and all(
        isinstance(held, list)
        and all(isinstance(row, list) and len(row) == 2 and isinstance(row[1], dict) for row in held)
        for held in rows.values()
    )


def unpacked(content: str, shown: str) -> Mapping[str, object]:
    """What `packed` wrote. Raises InputError."""
    try:
        machine = zlib.decompressobj()
        raw = machine.decompress(base64.b64decode(content, validate=True), _MAX)
        found = json.loads(raw)
    except (ValueError, zlib.error):
        raise InputError(M("the sheet that remembers what went out was changed: export anew"), Place(shown)) from None
    if not isinstance(found, dict) or found.get("version") != 1 or not _is_rows(found.get("rows")):
        raise InputError(M("these tables were written by another version: export anew"), Place(shown))
    return found
