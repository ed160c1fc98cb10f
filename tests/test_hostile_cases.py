"""One small file a case: `tests/hostile/cases.tsv` says what each must exit with, say, and never say."""

import csv
import gc
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from provenance.cli import main
from tests.conftest import ROOT

HOSTILE = ROOT / "tests" / "hostile"
with (HOSTILE / "cases.tsv").open(encoding="utf-8", newline="") as stream:
    CASES = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """The command turns the collector off for its short life; the tests live longer."""
    yield
    gc.enable()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case(case: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOSTILE / case["case"])
    (file,) = (HOSTILE / case["case"]).glob("x.claims.*")
    command, *options = case["command"].split()
    arguments = [command, *options, file.name] if command == "explain" else [command, file.name, *options]
    done = CliRunner().invoke(main, [*arguments, "--lang", "en"])
    assert done.exit_code == int(case["exit"]), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert case["says"] in done.output
    assert not case["never says"] or case["never says"] not in done.output
