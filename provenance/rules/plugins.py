"""A newsroom's own rules: an installed package offers them under an entry point, or a file is given by hand.

A configuration never names a file of rules: whoever opens a pull request could otherwise run code where it is checked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType, UnionType
from typing import get_args

from provenance.model.dossier import Statement
from provenance.model.errors import ConfigurationError
from provenance.model.finding import PROOF_KINDS, Fix, Proof, Replacement
from provenance.model.message import M, Message
from provenance.model.place import Place
from provenance.model.vocabulary import Severity
from provenance.rules.base import About, RawFinding, Rule

#: The entry points under which a package offers rules: a `Rule`, several, or a module with `RULE` or `RULES`.
GROUP = "provenance.rules"
#: Names have a newsroom before them, so that none is ever taken by a rule that comes with the program.
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"(?!PV\d)[A-Z]{2,8}\d{1,4}")

#: What the fields of a rule hold, and those of what a check yields: whoever writes one may have no type checker.
_RULE: Mapping[str, type | UnionType] = {
    "name": str,
    "code": str,
    "severity": Severity,
    "title": Message,
    "why": Message,
    "origin": str,
    "bad": str,
    "good": str,
    "about": str,
    "situations": Mapping,
}
_SITUATION: Mapping[str, type | UnionType] = {"when": Message, "severity": Severity, "about": str}
_FINDING: Mapping[str, type | UnionType] = {
    "message": Message,
    "location": Place | tuple,
    "subject": str,
    "proof": Proof,
    "advice": Message | None,
    "statement": Statement | None,
    "severity": Severity | None,
    "text_span": tuple | None,
    "fix": Fix | None,
    "situation": str,
    "replacement": Replacement | None,
}


@lru_cache(maxsize=1)
def installed_rules() -> tuple[Rule, ...]:
    """The rules of installed packages, by code. Raises ConfigurationError, which names the package."""
    from importlib.metadata import entry_points

    found: list[Rule] = []
    for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value)):
        package = point.dist.name if point.dist is not None else point.value
        source = f"{package} ({point.value})"
        try:
            offered = point.load()
        except (Exception, SystemExit) as error:
            raise _unusable(source, _said(error)) from error
        found += _rules_of(offered, source, None)
    return checked(found)


def rules_in(code: str, path: Path) -> tuple[Rule, ...]:
    """The rules that the Python code of a file defines as `RULE` or `RULES`.

    Raises ConfigurationError, with the line that failed.
    """
    module = ModuleType(f"provenance_rules_{path.stem}")
    module.__file__ = str(path)
    try:
        exec(compile(code, str(path), "exec"), module.__dict__)
    except SyntaxError as error:
        at = Place(str(path), error.lineno or 1, error.offset or 1)
        raise _unusable(str(path), error.msg, at) from error
    except (Exception, SystemExit) as error:
        raise _unusable(str(path), _said(error), Place(str(path), line_of(error, str(path)) or 1)) from error
    return checked(_rules_of(module, str(path), Place(str(path))))


def checked(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules by code, once they are known to be made of what a rule is made of, and their names and codes to be
    their own. Raises ConfigurationError.
    """
    taken: set[str] = set()
    for rule in rules:
        try:
            _check_types(rule, _RULE)
            if not callable(rule.check):
                raise TypeError(f"`check` is a function and not {type(rule.check).__name__}")
            if rule.about not in get_args(About):
                raise ValueError(f"`about` is one of {', '.join(get_args(About))}, not {rule.about}")
            for situation in rule.situations.values():
                _check_types(situation, _SITUATION)
        except (AttributeError, TypeError, ValueError) as error:
            raise _unusable(rule.source, _said(error)) from error
        if not _NAME.fullmatch(rule.name):
            raise _unusable(rule.source, M("“{name}” is no name of a rule: `newsroom/what-it-finds`", name=rule.name))
        if not _CODE.fullmatch(rule.code):
            raise _unusable(rule.source, M("“{code}” is no code of a rule: `ABC101`, and not PV", code=rule.code))
        for key in (rule.name, rule.code):
            if key in taken:
                raise _unusable(rule.source, M("“{name}” is given twice", name=key))
            taken.add(key)
    return tuple(sorted(rules, key=lambda rule: rule.code))


def checked_finding(raw: object) -> RawFinding:
    """What a check yielded, once it is known to be what a finding is made of. Raises TypeError, ValueError."""
    if not isinstance(raw, RawFinding):
        raise TypeError(f"a check yields RawFinding, not {type(raw).__name__}")
    _check_types(raw, _FINDING)
    _check_types(raw.proof, {"kind": str, "items": tuple})
    if raw.proof.kind not in PROOF_KINDS:
        raise ValueError(f"`kind` of a proof is one of {', '.join(PROOF_KINDS)}, not {raw.proof.kind}")
    if not all(isinstance(item, str) for item in raw.proof.items):
        raise TypeError("`items` of a proof are texts")
    return raw


def _check_types(thing: object, types: Mapping[str, type | UnionType]) -> None:
    for name, kind in types.items():
        value = getattr(thing, name)
        if not isinstance(value, kind):
            kinds = get_args(kind) or (kind,)
            wanted = " or ".join(one.__name__ for one in kinds).replace("NoneType", "None")
            made = ", as M(…) makes it," if Message in kinds else ""
            raise TypeError(f"`{name}` is {wanted}{made} and not {type(value).__name__}")


def line_of(error: BaseException, file: str) -> int | None:
    """The last line of a file that an error passed through; None where it passed through none."""
    found, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _rules_of(offered: object, source: str, place: Place | None) -> list[Rule]:
    if isinstance(offered, ModuleType):
        offered = getattr(offered, "RULES", None) or getattr(offered, "RULE", None)
    rules = [offered] if isinstance(offered, Rule) else list(offered) if isinstance(offered, Iterable) else []
    if not rules or not all(isinstance(rule, Rule) for rule in rules):
        raise _unusable(source, M("it defines neither `RULE` nor `RULES`, a `provenance.Rule` or several"), place)
    return [replace(rule, source=source) for rule in rules]


def _said(error: BaseException) -> Message:
    return M("{kind}: {why}", kind=type(error).__name__, why=str(error) or "-")


def _unusable(source: str, why: Message | str, place: Place | None = None) -> ConfigurationError:
    return ConfigurationError(M("the rules of {source} cannot be used: {why}", source=source, why=why), place)
