"""The configuration of a project: `provenance.toml`, or `[tool.provenance]` in `pyproject.toml`, above a claim file."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from provenance.model import dates
from provenance.model.errors import ConfigurationError
from provenance.model.message import M, Message
from provenance.model.names import nearest
from provenance.model.place import Place, Pointer
from provenance.model.policy import POLICIES, Policy
from provenance.model.suppression import Suppression
from provenance.model.vocabulary import Status
from provenance.project import toml
from provenance.project.config_model import ConfigurationEntry, Level, PathEntry, RequireEntry, RuleEntry

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from provenance.rules.base import Setting

FILE, SHARED_FILE = "provenance.toml", "pyproject.toml"
_TABLE = ("tool", "provenance")


@dataclass(frozen=True)
class Settings:
    """What holds for one claim file."""

    policies: Mapping[str, Policy] = field(default_factory=lambda: dict(POLICIES))
    #: The policy that outranks what the dossier chooses for itself.
    policy: Policy | None = None
    rules: Mapping[str, "Setting"] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    #: The status that every claim told must at least have.
    required: Status | None = None
    lexicons: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Configuration:
    """One configuration file, checked; without `file`, the defaults. Paths in it start from `folder`."""

    #: Without a file nothing is validated, so nothing needs to be built that validates.
    entry: ConfigurationEntry = field(default_factory=ConfigurationEntry.model_construct)
    folder: Path = Path()
    file: Path | None = None
    shown: str = ""
    text: str = ""
    #: The table of the file that holds the configuration.
    table: tuple[str, ...] = ()

    @cached_property
    def places(self) -> Mapping[Pointer, Place]:
        """Where each key stands: looked up when somebody asks, which most runs do not."""
        depth = len(self.table)
        known = toml.places(self.text, self.shown)
        return {pointer[depth:]: place for pointer, place in known.items() if pointer[:depth] == self.table}

    def place(self, *pointer: str | int) -> Place:
        return toml.place(self.places, pointer, self.shown)

    @cached_property
    def policies(self) -> dict[str, Policy]:
        """The policies known by name; one written inline goes by the name « own »."""
        found = dict(POLICIES)
        for name, written in self.entry.policies.items():
            found[name] = _policy(name, written)
        if isinstance(self.entry.policy, Policy):
            found["own"] = _policy("own", self.entry.policy)
        return found

    @cached_property
    def policy(self) -> Policy | None:
        chosen = self.entry.policy
        if chosen is None:
            return None
        return self.policies[chosen if isinstance(chosen, str) else "own"]

    @cached_property
    def lexicons(self) -> tuple[Path, ...]:
        return tuple(self.folder / name for name in self.entry.extract.lexicons)

    @cached_property
    def baseline(self) -> Path | None:
        return None if self.entry.baseline is None else self.folder / self.entry.baseline

    @cached_property
    def suppressions(self) -> tuple[tuple["GitIgnoreSpec", Suppression], ...]:
        """Those of the configuration, each with the files it speaks of."""
        found = []
        for number, one in enumerate(self.entry.suppress):
            until = None if one.until is None else self._date(one.until, ("suppress", number, "until"))
            place = self.place("suppress", number)
            found.append(
                (
                    _patterns(one.match or ["*"], self.place("suppress", number, "match")),
                    Suppression(
                        one.rule, one.reason, until, one.by, place=place, subject=one.subject, dossier=one.dossier
                    ),
                )
            )
        return tuple(found)

    def ignores(self, file: Path) -> bool:
        return bool(self.entry.ignore) and self._ignored.match_file(self.inside(file))

    @cached_property
    def _ignored(self) -> "GitIgnoreSpec":
        return _patterns(self.entry.ignore, self.place("ignore"))

    def settings(self, file: Path) -> Settings:
        """What holds for one claim file."""
        inside = self.inside(file)
        rules = {name: setting for name, (setting, _) in self.rules_at(inside).items()}
        suppressions = tuple(one for _, one in self.suppressions_at(inside))
        required = self.required_at(inside)
        return Settings(
            self.policies, self.policy_at(inside)[0], rules, suppressions, required and required[0], self.lexicons
        )

    def policy_at(self, inside: str) -> tuple[Policy | None, Pointer]:
        """The policy chosen for a file, and where that is written."""
        found = self.policy
        pointer: Pointer = ("policy",)
        for number, entry in self._paths_at(inside):
            if entry.policy is not None:
                found, pointer = self.policies[entry.policy], ("paths", number, "policy")
        return found, pointer

    def rules_at(self, inside: str) -> dict[str, tuple["Setting", Pointer]]:
        """What is said of each rule for a file, by the rule's name, and where; what a path leaves out stays."""
        found: dict[str, tuple[Setting, Pointer]] = {}
        levels: list[tuple[Pointer, Mapping[str, Level | RuleEntry]]] = [((), self.entry.rules)]
        levels += [(("paths", number), entry.rules) for number, entry in self._paths_at(inside)]
        for above, written in levels:
            for name, entry in written.items():
                rule, setting = _setting(name, entry)
                if rule in found and not isinstance(entry, str):
                    before = found[rule][0]
                    setting = replace(
                        before,
                        severity=setting.severity or before.severity,
                        instructions=setting.instructions or before.instructions,
                    )
                elif rule in found:
                    setting = replace(found[rule][0], severity=setting.severity)
                found[rule] = setting, (*above, "rules", name)
        return found

    def required_at(self, inside: str) -> tuple[Status, int] | None:
        """The status required of a file, and the position of the table that says so."""
        found = [(Status(e.status), n) for n, (patterns, e) in enumerate(self._required) if patterns.match_file(inside)]
        return found[-1] if found else None

    @cached_property
    def _required(self) -> list[tuple["GitIgnoreSpec", RequireEntry]]:
        return [(_patterns(e.match, self.place("require", n, "match")), e) for n, e in enumerate(self.entry.require)]

    def suppressions_at(self, inside: str) -> list[tuple[int, Suppression]]:
        """The suppressions of the configuration that speak of a file, with their positions."""
        return [(n, one) for n, (patterns, one) in enumerate(self.suppressions) if patterns.match_file(inside)]

    def writes(self, pointer: Pointer) -> bool:
        """Whether the key at `pointer` is written, in a table of its own or inside another's braces."""
        node: Any = self.entry.model_dump(exclude_unset=True)
        for step in pointer:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return False
        return True

    def _paths_at(self, inside: str) -> list[tuple[int, PathEntry]]:
        return [(n, entry) for n, (patterns, entry) in enumerate(self._paths) if patterns.match_file(inside)]

    @cached_property
    def _paths(self) -> list[tuple["GitIgnoreSpec", PathEntry]]:
        return [
            (_patterns(entry.match, self.place("paths", n, "match")), entry) for n, entry in enumerate(self.entry.paths)
        ]

    def inside(self, file: Path) -> str:
        """The file as patterns see it: from the folder of the configuration."""
        absolute = Path(os.path.abspath(file))
        return (absolute.relative_to(self.folder) if absolute.is_relative_to(self.folder) else absolute).as_posix()

    def _date(self, written: Any, pointer: Pointer) -> dates.When:
        try:
            return dates.parse(str(written))
        except dates.DateError:
            raise ConfigurationError(
                M("“{text}” is not a date this tool can read", text=str(written)[:60]),
                self.place(*pointer),
                M("for example {example}", example="2022-12-31"),
            ) from None

    def policy_named(self, name: str, place: Place | None) -> Policy:
        """Raises ConfigurationError with the nearest names."""
        if name not in self.policies:
            close = nearest(name, self.policies) or sorted(self.policies)
            raise ConfigurationError(
                M("no policy is called “{name}”", name=name), place, M("did you mean {names}?", names=tuple(close))
            )
        return self.policies[name]


class Projects:
    """The configurations that govern the files of one run, each read once."""

    def __init__(self) -> None:
        self._by_folder: dict[Path, Configuration] = {}

    def of(self, file: Path) -> Configuration:
        """The configuration that governs `file`: the nearest one upward. Raises ConfigurationError."""
        folder = Path(os.path.abspath(file))
        return self.above(folder if folder.is_dir() else folder.parent)

    def above(self, folder: Path) -> Configuration:
        passed = []
        found = None
        for candidate in (folder, *folder.parents):
            found = self._by_folder.get(candidate) or _read(candidate)
            passed.append(candidate)
            if found is not None or os.path.exists(candidate / ".git"):
                break
        found = found or Configuration(folder=folder)
        for candidate in passed:
            self._by_folder[candidate] = found
        return found

    def known(self) -> list[Configuration]:
        """The configuration files met so far."""
        return list({id(c): c for c in self._by_folder.values() if c.file is not None}.values())

    def watched(self) -> Iterable[Path]:
        return (c.file for c in self.known() if c.file is not None)


def _read(folder: Path) -> Configuration | None:
    """The configuration of this very folder."""
    from provenance.files.load import display_path
    from provenance.files.located import Unreadable
    from provenance.files.texts import read_text

    for name, table in ((FILE, ()), (SHARED_FILE, _TABLE)):
        file = folder / name
        shown = display_path(file)
        if not _is_there(file) or (name == SHARED_FILE and not os.access(folder, os.R_OK)):
            continue
        try:
            text = read_text(file, shown)
        except Unreadable as error:
            raise ConfigurationError(error.problem.message, error.problem.place or Place(shown)) from None
        try:
            data: Any = toml.read_toml(text)
        except ValueError as error:
            if name == SHARED_FILE and "tool.provenance" not in text:
                continue  # Somebody else's file: what is wrong with it is not ours to say.
            raise _unreadable(toml.wrong_at(text, shown, str(error)), str(error)) from None
        for key in table:
            data = _table(data, Place(shown)).get(key)
            if data is None:
                break
        if data is None:
            continue
        found = Configuration(folder=folder, file=file, shown=shown, text=text, table=table)
        return _checked(replace(found, entry=_entry(data, found)))
    return None


def _is_there(file: Path) -> bool:
    """Whether there is something of that name that is no folder."""
    try:
        return file.exists() and not file.is_dir()
    except OSError:
        return False


def _unreadable(place: Place, why: str) -> ConfigurationError:
    return ConfigurationError(M("it cannot be read: {why}", why=why), place)


def _table(data: Any, place: Place) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ConfigurationError(M("a configuration is a table of keys"), place)
    return data


def _entry(data: Any, found: Configuration) -> ConfigurationEntry:
    try:
        return ConfigurationEntry.model_validate(_table(data, Place(found.shown)))
    except ValidationError as error:
        from provenance.project.problems import explained

        pointer, message, advice = explained(data, error)
        raise ConfigurationError(message, found.place(*pointer), advice) from None


def _checked(found: Configuration) -> Configuration:
    """The same configuration, once every name and file in it is known to exist."""
    from provenance.rules import known_rules, rule_named

    entry = found.entry
    if isinstance(entry.policy, str):
        found.policy_named(entry.policy, found.place("policy"))
    named: list[tuple[Pointer, str]] = [(("rules", name), name) for name in entry.rules]
    for number, path in enumerate(entry.paths):
        named += [(("paths", number, "rules", name), name) for name in path.rules]
        if path.policy is not None:
            found.policy_named(path.policy, found.place("paths", number, "policy"))
    named += [(("suppress", number, "rule"), one.rule) for number, one in enumerate(entry.suppress)]
    for pointer, name in named:
        if rule_named(name) is None:
            message, advice = unknown_rule(name, [rule.name for rule in known_rules()])
            raise ConfigurationError(message, found.place(*pointer), advice)
    for file in found.lexicons:
        if not file.is_file():
            raise ConfigurationError(
                M("no such lexicon: {file}", file=str(file.name)), found.place("extract", "lexicons")
            )
    # Whatever else can be wrong shows now, and not with the first file it would matter for.
    _ = found.suppressions, found._paths, found._ignored, found._required
    return found


def unknown_rule(name: str, known: Iterable[str]) -> tuple[Message, Message | None]:
    """That no rule is called so, and the nearest that one is."""
    close = nearest(name, known)
    return M("no rule is called “{name}”", name=name), (
        M("did you mean {names}?", names=tuple(close)) if close else None
    )


def _policy(name: str, written: Policy) -> Policy:
    return Policy(**{**written.model_dump(exclude={"name"}), "name": name})


def _setting(name: str, entry: Level | RuleEntry) -> tuple[str, "Setting"]:
    """The name of the rule, and what is said of it."""
    from provenance.model.vocabulary import Severity
    from provenance.rules import rule_named
    from provenance.rules.base import Setting

    rule = rule_named(name)
    assert rule is not None
    level = entry if isinstance(entry, str) else entry.severity
    severity = level if level is None or level == "off" else Severity(level)
    return rule.name, Setting(severity, "" if isinstance(entry, str) else entry.instructions or "")


def _patterns(written: str | Iterable[str], place: Place) -> "GitIgnoreSpec":
    import re
    import warnings

    from pathspec import GitIgnoreSpec

    from provenance.project.patterns import with_linear_patterns

    try:
        with warnings.catch_warnings():
            # « [[a] » may mean something else to Python one day: here it means what it means to git.
            warnings.simplefilter("ignore", FutureWarning)
            return with_linear_patterns(GitIgnoreSpec.from_lines([written] if isinstance(written, str) else written))
    except (ValueError, re.error) as error:
        raise ConfigurationError(
            M("this is no pattern of files: {why}", why=str(error)),
            place,
            M("for example {example}", example="drafts/**"),
        ) from None
