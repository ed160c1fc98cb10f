"""The rules: one file each, found by folder. A file defines `RULE`; to add a rule, add a file.

Rules read the dossier, its assessments and its problems, never how these were made or are written, and yield hits; `run` turns these into
findings.
"""

import pkgutil
from functools import lru_cache
from importlib import import_module

from provenance.rules.base import Rule

FAMILIES = ("file", "chain", "independence", "confirmation", "contradiction", "date")


@lru_cache(maxsize=8)
def family(name: str) -> tuple[Rule, ...]:
    """The rules of one family, by code."""
    package = import_module(f"provenance.rules.{name}")
    modules = (import_module(f"provenance.rules.{name}.{m.name}") for m in pkgutil.iter_modules(package.__path__))
    return tuple(sorted((module.RULE for module in modules), key=lambda rule: rule.code))


def all_rules() -> tuple[Rule, ...]:
    return tuple(rule for name in FAMILIES for rule in family(name))


def rule_named(name: str) -> Rule | None:
    """The rule of that name or code."""
    return _by_name().get(name.lower())


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Rule]:
    return {key: rule for rule in all_rules() for key in (rule.name, rule.code.lower())}
