"""Formats in which dossiers go out to other programs and come back: one module a format, named in `names` alone."""

from functools import lru_cache
from importlib import import_module

from provenance.exchange.base import ExchangeFormat
from provenance.exchange.names import FORMATS


@lru_cache(maxsize=32)
def exchange_format(name: str) -> ExchangeFormat:
    """The format of that name. Raises KeyError where there is none."""
    module, _, attribute = FORMATS[name].module.partition(":")
    found = getattr(import_module(f"provenance.exchange.{module}"), attribute or "FORMAT")
    assert isinstance(found, ExchangeFormat)
    return found
