"""What tests of several folders share: the switch that records golden cases, one zygote, one Chromium."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook
from hypothesis import settings

from grader.grading import start
from grader.harness.processes.zygote_client import Zygote

if TYPE_CHECKING:  # most tests need no browser, and it takes a while to import
    from playwright.sync_api import Browser, Page

LONGEST = ("test_layers.py",)
"""Files whose tests take a minute each."""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
collect_ignore = ["cases", "courses", "hostile"]
"""What is graded there is no test of ours, whatever it is called."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--record`` writes what the golden cases show, instead of comparing with it."""
    parser.addoption("--record", action="store_true", help="record tests/cases/*/expected.yaml anew")


def pytest_configure(config: pytest.Config) -> None:
    """Recording is for a person who then reads the difference: never in CI.

    Hypothesis is the same everywhere: the same examples in each run, and no example is too slow on a busy machine.
    """
    settings.load_profile("ci")
    if config.getoption("--record") and os.environ.get("CI"):
        raise pytest.UsageError("--record is not for CI: there, a case that differs is a failure")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests come first: at the end, one process would work on them for minutes and the others wait."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the grader keeps for its user is not kept where the one who runs the tests keeps theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        # Messages tell commands as they can be typed; here as where the command is on the PATH.
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        yield


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """The process that the cells of these tests are forked from."""
    zygote = Zygote(["httpx", "fastapi", "pydantic"])
    yield zygote
    zygote.close()


@pytest.fixture
def warm(zygote: Zygote, monkeypatch: pytest.MonkeyPatch) -> None:
    """Graders of this process share one zygote, which none of them may close; and suites are loaded as they are.

    Without the latter, the pytest that runs these tests would rewrite the assertions of the courses' suites.
    """

    class Shared:
        def __getattr__(self, name: str) -> Any:
            return getattr(zygote, name)

        def close(self) -> None:
            return

    monkeypatch.setattr(start, "Zygote", lambda *_: Shared())
    monkeypatch.setattr(start, "_freeze", start.nothing)  # worth its time only once a process
    plain = [finder for finder in sys.meta_path if not isinstance(finder, AssertionRewritingHook)]
    monkeypatch.setattr(sys, "meta_path", plain)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium. Without one the tests are skipped; in CI that is a failure."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        reason = f"no Chromium is installed (looked for {', '.join(CHROMIUMS)}, and in $CHROMIUM)"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; in CI it has to be")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--disable-gpu", "--disable-quic"])
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page's HTML as a file, as a student would."""
    contexts = []

    def open_page(html: str, *, scheme: str = "light", width: int = 1200) -> Page:
        file = tmp_path / "report.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
