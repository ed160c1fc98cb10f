"""How good the layered layout is beside Graphviz dot, on forty dossiers: `python -m benchmarks.layouts`.

The layered layout draws what dot is too slow for. Here both draw the same pictures, of a size that dot can do, and each is
judged by its places alone: arrows taken as straight lines between the middles of their boxes, how many pairs of them cross
(those that share a box do not count), and how long they are together.
"""

import random
import statistics
from collections.abc import Iterator
from itertools import combinations

from benchmarks import corpus
from benchmarks.__main__ import ROOT
from provenance.auditing import AuditOptions, audit_dossier, audit_paths
from provenance.diagram.layered import layered
from provenance.diagram.layout import Layout, laid_out
from provenance.diagram.parts import Picture
from provenance.diagram.picture import dossier_picture
from provenance.model import dates
from tests.assess.build import dossier_of
from tests.second_reading.generator import random_dossier

AS_OF = AuditOptions(dates.parse("2022-08-01"))
Place = tuple[float, float]


def pictures() -> Iterator[Picture]:
    """The demonstration, nineteen small random dossiers, and twenty of 10 to 200 statements."""
    for audit in audit_paths([ROOT / "seeds"], AS_OF):
        yield dossier_picture(audit)
    for seed in range(19):
        yield dossier_picture(audit_dossier(dossier_of(random_dossier(random.Random(seed))), options=AS_OF))
    for statements in range(10, 201, 10):
        yield dossier_picture(audit_dossier(dossier_of(corpus.dossier(statements)), options=AS_OF))


def lines(layout: Layout) -> list[tuple[Place, Place]]:
    middle = {placed.box.key: (placed.x, placed.y) for placed in layout.boxes}
    return [(middle[arrow.tail], middle[arrow.head]) for arrow in layout.picture.arrows]


def crossings(drawn: list[tuple[Place, Place]]) -> int:
    return sum(_cross(*one, *two) for one, two in combinations(drawn, 2) if not set(one) & set(two))


def _cross(a: Place, b: Place, c: Place, d: Place) -> bool:
    def side(p: Place, q: Place, r: Place) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def length(drawn: list[tuple[Place, Place]]) -> float:
    return sum(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in drawn)


def main() -> None:
    found = []
    for picture in pictures():
        if picture.arrows:
            ours, theirs = lines(layered(picture)), lines(laid_out(picture))
            found.append((crossings(ours), crossings(theirs), length(ours), length(theirs)))
    print(f"| {len(found)} dossiers | layered | dot | ratio |\n| --- | --- | --- | --- |")
    mine, dots, long, short = (sum(column) for column in zip(*found, strict=True))
    print(f"| crossings, all together | {mine:,.0f} | {dots:,.0f} | {mine / dots:.2f} |")
    print(f"| length, all together | {long:,.0f} | {short:,.0f} | {long / short:.2f} |")
    ratios = [one / other for one, other, _, _ in found if other]
    print(f"| crossings, the median of the ratios | | | {statistics.median(ratios):.2f} |")
    print(f"| dossiers with no more crossings than dot | | | {sum(a <= b for a, b, _, _ in found)} |")


if __name__ == "__main__":
    main()
