"""What the tests share: hypothesis profiles, and dossiers from a few lines of YAML."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from provenance.auditing import AuditOptions, DossierAudit, audit_paths
from provenance.model import dates
from tests.browser.chromium import ARGUMENTS, MISSING, found

settings.register_profile(
    "default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("default")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def neutral_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that name no language are read in the program's default one, and lines are as wide as on a pipe, whoever
    runs the tests.
    """
    monkeypatch.delenv("COLUMNS", raising=False)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")


@pytest.fixture
def audited(tmp_path: Path) -> Callable[..., DossierAudit]:
    """Audit one claim file given as text, with the texts that stand beside it."""

    def run(
        text: str, as_of: str = "2022-12-01", name: str = "x.claims.yaml", config: str = "", **files: str
    ) -> DossierAudit:
        (tmp_path / name).write_text(text, "utf-8")
        if config:
            (tmp_path / "provenance.toml").write_text(config, "utf-8")
        for file, content in files.items():
            (tmp_path / file.replace("_txt", ".txt")).write_text(content, "utf-8")
        (audit,) = audit_paths([tmp_path / name], AuditOptions(dates.parse(as_of)))
        return audit

    return run


def rules_of(audit: DossierAudit) -> set[str]:
    return {finding.rule for finding in audit.findings}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = found()
    if path is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
