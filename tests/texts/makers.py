"""Originals made for tests: the parts of office documents as programs write them."""

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
ODT_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def packed(parts: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return written.getvalue()


def related(addresses: Mapping[str, str] = {}, **targets: str) -> str:
    inner = "".join(f'<Relationship Id="{k}" Type="{_OFFICE}/{k}" Target="{t}"/>' for k, t in targets.items())
    inner += "".join(
        f'<Relationship Id="{k}" Type="{_OFFICE}/hyperlink" Target="{t}" TargetMode="External"/>'
        for k, t in addresses.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def docx_parts(body: str, addresses: Mapping[str, str] = {}, prolog: str = "", **targets: str) -> dict[str, str]:
    """The parts of a document whose main part is related to `targets`."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": related(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": related(addresses, **targets),
        "word/document.xml": f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>",
    }


def docx(body: str, main: str = "word/document.xml", footnotes: str = "", prolog: str = "") -> bytes:
    parts = {
        "_rels/.rels": related(officeDocument=main),
        main: f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    if footnotes:
        folder, name = main.rsplit("/", 1)
        parts[f"{folder}/_rels/{name}.rels"] = related(footnotes="footnotes.xml")
        parts[f"{folder}/footnotes.xml"] = f"<w:footnotes {W}>{footnotes}</w:footnotes>"
    return packed(parts)


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odt(body: str, manifest: str = "<m/>") -> bytes:
    content = f"<office:document-content {ODT_NAMES}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return packed({"content.xml": content, "META-INF/manifest.xml": manifest})
