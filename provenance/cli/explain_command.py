"""`provenance explain`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import common
from provenance.files.locale import reader_language
from provenance.model.message import M

if TYPE_CHECKING:
    from provenance.model.dates import When


@click.command("explain")
@click.argument("name", metavar="RULE|CLAIM")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@common.rules_option
@common.as_of_option
@common.policy_option
@common.language_option
@common.confidential_option
def command(
    name: str,
    paths: tuple[Path, ...],
    rules: tuple[Path, ...],
    as_of: "When | None",
    policy: str | None,
    lang: str | None,
    show_confidential: bool,
) -> None:
    """Tell the whole story of a claim, or what a rule is for.

    RULE is a name or a code (circular-reporting, PV307); CLAIM the id of a claim in the dossiers at PATH (default: this
    folder).
    """
    common.prepare()
    from provenance.project.config import Projects
    from provenance.rules import rule_named

    projects = Projects()
    options = common.audit_options(as_of, show_confidential, rules, common.policy_named(projects, paths, policy))
    rule = rule_named(name)
    if rule is not None:
        from provenance.emit.rule_page import rule_text

        here = paths[0] if paths else Path()
        configuration = projects.of(here)
        setting = configuration.settings(here).rules.get(rule.name)
        language = reader_language(lang or configuration.entry.language)
        click.echo(rule_text(rule, language, common.columns(sys.stdout), setting), nl=False)
        return
    paths = paths or (Path(),)
    from provenance.auditing import audit_paths
    from provenance.emit.findings import findings_text, plain
    from provenance.emit.text import explanation_text
    from provenance.model.names import matching_name, nearest
    from provenance.rules import known_rules
    from provenance.summaries.explain import explain_claim

    known: list[str] = []
    found = unread = False
    audits = list(audit_paths(paths, options))
    for audit in audits:
        if not audit.readable:
            unread = True
            told = findings_text(audit.dossier, audit.findings, lang, plain, 110, False)
            click.echo(told, nl=False, err=True)
        claim = matching_name(name, audit.dossier.claims)
        known.extend(audit.dossier.claims)
        if claim is not None:
            explained = explain_claim(audit, audit.assessor[claim])
            paint, columns = common.painter(sys.stdout), common.columns(sys.stdout)
            click.echo(
                ("\n" if found else "") + explanation_text(explained, audit.dossier, lang, paint, columns), nl=False
            )
            found = True
    if not found:
        if unread:
            sys.exit(common.UNREADABLE)
        close = nearest(name, [*known, *(rule.name for rule in known_rules())]) or list(dict.fromkeys(known))[:8]
        raise common.usage_error(
            M("no rule and no claim is called '{name}'.{hint}", name=name, hint=common.did_you_mean(close))
        )
    sys.exit(common.UNREADABLE if unread else 0)
