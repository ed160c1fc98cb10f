"""The rules: one file each, found by folder. A file defines `RULE`; to add a rule, add a file.

Rules read the dossier, its assessments and its problems, never how these were made or are written, and yield findings.
A newsroom's own (`plugins`) are like any other, but for their names.
"""

import pkgutil
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module

from provenance.rules.base import Rule
from provenance.rules.plugins import installed_rules

FAMILIES = ("file", "chain", "independence", "confirmation", "contradiction", "date")
#: The family of rules that do not come with the program.
OWN = "newsroom"

#: Rules that were given by hand to this process, by name: whoever meets a finding of theirs can look them up.
_given: dict[str, Rule] = {}


@lru_cache(maxsize=8)
def family(name: str) -> tuple[Rule, ...]:
    """The rules of one family that come with the program, by code."""
    package = import_module(f"provenance.rules.{name}")
    modules = (import_module(f"provenance.rules.{name}.{m.name}") for m in pkgutil.iter_modules(package.__path__))
    return tuple(sorted((module.RULE for module in modules), key=lambda rule: rule.code))


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with the program."""
    return tuple(rule for name in FAMILIES for rule in family(name))


def standing_rules() -> tuple[Rule, ...]:
    """The rules that every audit runs: those that come with the program, and those of installed packages."""
    return (*shipped_rules(), *installed_rules())


def known_rules() -> tuple[Rule, ...]:
    """Every rule that somebody may ask about: the standing ones, and those that were given to this process."""
    return (*standing_rules(), *(rule for _, rule in sorted(_given.items())))


def families() -> list[tuple[str, tuple[Rule, ...]]]:
    """The known rules by family, a newsroom's own last where there are any."""
    found = [(name, family(name)) for name in FAMILIES]
    own = tuple(rule for rule in known_rules() if rule.source)
    return [*found, (OWN, own)] if own else found


def give(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Make rules known to this process, so that their findings can be told like any other's; the rules."""
    made = tuple(rules)
    _given.update({rule.name: rule for rule in made})
    return made


def rule_named(name: str) -> Rule | None:
    """The rule of that name or code."""
    wanted = name.lower()
    return _by_name().get(wanted) or next(
        (rule for rule in known_rules() if wanted in (rule.name, rule.code.lower())), None
    )


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Rule]:
    return {key: rule for rule in shipped_rules() for key in (rule.name, rule.code.lower())}
