"""The names of the formats, by which nothing is imported, and the module of each."""

from typing import NamedTuple


class Offered(NamedTuple):
    """The module of a format (and the name in it, where it holds several), and whether it is written, read, or both."""

    module: str
    written: bool = True
    read: bool = False


FORMATS = {
    "xlsx": Offered("xlsx", read=True),
    "csv": Offered("csv_tables", read=True),
    "prov-json": Offered("standards.prov_json", read=True),
    "prov-n": Offered("standards.prov_n"),
    "turtle": Offered("standards.turtle"),
    "jsonld": Offered("standards.jsonld"),
    "claimreview": Offered("standards.claim_review", read=True),
    "web-annotation": Offered("standards.web_annotation", read=True),
    "stix": Offered("standards.stix", read=True),
    "nanopub": Offered("standards.nanopublications"),
    "aif": Offered("standards.argument_interchange"),
    "argdown": Offered("standards.argdown"),
    "ninjs": Offered("standards.ninjs", written=False, read=True),
    "ftm": Offered("standards.follow_the_money"),
    "wikitext": Offered("standards.wikitext", read=True),
    "graphml": Offered("standards.graphs:GRAPHML"),
    "gexf": Offered("standards.graphs:GEXF"),
    "cytoscape": Offered("standards.graphs:CYTOSCAPE"),
    "ro-crate": Offered("standards.ro_crate", read=True),
    "bagit": Offered("standards.bagit_package", read=True),
}
WRITTEN = [name for name, offered in FORMATS.items() if offered.written]
READ = [name for name, offered in FORMATS.items() if offered.read]
#: What files end with that are of a format; of several the first is meant where one is written.
ENDINGS = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
    ".ods": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".provjson": "prov-json",
    ".provn": "prov-n",
    ".ttl": "turtle",
    ".jsonld": "jsonld",
    ".trig": "nanopub",
    ".argdown": "argdown",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".cyjs": "cytoscape",
    ".wiki": "wikitext",
}
