"""`provenance lsp`."""

import os

import click


@click.command("lsp")
def command() -> None:
    """Serve an editor over standard input and output (Language Server Protocol)."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from provenance.lsp.server import server

    server().start_io()
