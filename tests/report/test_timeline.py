"""What happened when, as the page tells and draws it. Expected values written by hand."""

from collections.abc import Callable

from provenance.auditing import DossierAudit, through_time
from provenance.report.html.claims import statement_views
from provenance.report.html.timed import Days
from provenance.report.html.timeline import Chart, Event, chart, events


def told(audit: DossierAudit) -> tuple[list[Event], Chart]:
    audits = through_time(audit)
    found = events(audit.dossier, statement_views(audits, Days(len(audits), 0), None))
    return found, chart(found, audits)


WIRES = """
dossier: wires
language: en
sources:
  echo: {name: The Echoes, kind: outlet, plural: true}
  hall: {name: town hall, kind: government}
documents:
  first: {publisher: echo, published: "2022-11-01T06:00Z"}
  second: {publisher: echo, published: "2022-11-01T18:00Z", corrects: {first: [shut]}}
  third: {publisher: hall, published: "2022-11-03"}
claims:
  shut: {text: The bridge is shut.}
  open: {text: The bridge is open., contradicts: shut}
statements:
  - {chain: town hall, in: first, says: {shut: {text: it is shut}}}
  - {chain: town hall, in: third, says: {open: {text: it is open}}}
"""


def test_hours_stand_within_their_day(audited: Callable[..., DossierAudit]) -> None:
    # 6 h, 18 h, and noon two days later, the day that ends the dossier: 0, 12 and 54 hours after the first.
    _, drawn = told(audited(WIRES, as_of="2022-11-03"))
    assert [(dot.lane, dot.x) for dot in drawn.dots] == [(0, 0), (0, 1000), (3, 222)]
    assert drawn.folds == ()


def test_who_did_what_to_which_version(audited: Callable[..., DossierAudit]) -> None:
    found, _ = told(audited(WIRES))
    assert [f"{event.who.render('en')} {event.verb.render('en')}" for event in found] == [
        "the town hall asserts",
        "The Echoes correct The Echoes (1 November 2022, 06:00 (UTC))",
        "the town hall asserts",
    ]
