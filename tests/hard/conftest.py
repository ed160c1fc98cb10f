"""Conversations with the language server, as its own tests have them."""

from tests.lsp.conftest import talk

__all__ = ["talk"]
