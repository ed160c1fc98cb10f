"""A configuration as people write it. The JSON Schema in `schemas/` is generated from these types and never edited."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from provenance.model.policy import Policy
from provenance.model.vocabulary import FailOn
from provenance.model.written import Entry, Id, NonEmptyText, OneOrMany, SuppressEntry

Level = Literal["error", "warning", "note", "off"]


class PolicyEntry(Policy):
    """The numbers of a policy; those left out are the default's."""

    name: NonEmptyText = Field("two-independent", description="given by the key it stands under")


class RuleEntry(Entry):
    """What the newsroom says of one rule."""

    severity: Level | None = None
    instructions: NonEmptyText | None = Field(None, description="what the house asks for, shown with each finding")


def _rule_names(schema: dict[str, Any]) -> None:
    from provenance.rules import shipped_rules

    own = {"pattern": "^[a-z0-9-]+/[a-z0-9-]+$", "description": "a rule of one's own"}
    schema["propertyNames"] = {"anyOf": [{"enum": [rule.name for rule in shipped_rules()]}, own]}


class PathEntry(Entry):
    """What holds for some files only; where several match, the last one written wins."""

    match: OneOrMany = Field(description="patterns as in .gitignore, from the folder of the configuration")
    policy: NonEmptyText | None = None
    rules: dict[Id, Level | RuleEntry] = Field(default_factory=dict, json_schema_extra=_rule_names)


class ProjectSuppressEntry(SuppressEntry):
    """A suppression written outside the claim files; what it leaves out it does not ask for."""

    match: OneOrMany = Field(default_factory=list, description="patterns of claim files, as in .gitignore")
    dossier: Id | None = None
    subject: Id | None = Field(None, description="the id of the claim, statement, source or document")


class RequireEntry(Entry):
    """What must be true before the texts of some files run; where several match, the last one written wins."""

    match: OneOrMany = Field(description="patterns as in .gitignore, from the folder of the configuration")
    status: Literal["unconfirmed", "corroborated", "confirmed"] = Field(
        description="what every claim told there must at least be (rule `status-below-required`)"
    )


class ExtractEntry(Entry):
    """How texts are read."""

    lexicons: list[NonEmptyText] = Field(default_factory=list, description="files of further cue words")


class ConfigurationEntry(Entry):
    """`provenance.toml`, or `[tool.provenance]` in `pyproject.toml`."""

    model_config = ConfigDict(title="provenance configuration")

    policy: NonEmptyText | PolicyEntry | None = Field(None, description="the name of a policy, or its numbers")
    policies: dict[Id, PolicyEntry] = Field(default_factory=dict)
    language: Literal["fr", "en"] | None = Field(None, description="of what is written; the dossier's by default")
    fail_on: FailOn = "error"
    baseline: NonEmptyText | None = Field(None, description="the file of findings that were there before")
    ignore: OneOrMany = Field(default_factory=list, description="patterns of claim files that are not looked at")
    rules: dict[Id, Level | RuleEntry] = Field(default_factory=dict, json_schema_extra=_rule_names)
    paths: list[PathEntry] = Field(default_factory=list)
    require: list[RequireEntry] = Field(default_factory=list)
    suppress: list[ProjectSuppressEntry] = Field(default_factory=list)
    extract: ExtractEntry = Field(default_factory=ExtractEntry)
