"""The tests in this folder start Spark, which takes its time: `make test-spark` runs them, `make test` does not."""

from pathlib import Path

import pytest

from tests.spark.java import missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    why = missing()
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.spark)
            if why is not None:
                item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path
