"""What tests of several folders share: the switch that records golden cases, and one zygote."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook

from grader.grading import start
from grader.harness.zygote import Zygote

collect_ignore = ["cases", "courses"]
"""What is graded there is no test of ours, whatever it is called."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--record`` writes what the golden cases show, instead of comparing with it."""
    parser.addoption("--record", action="store_true", help="record tests/cases/*/expected.yaml anew")


def pytest_configure(config: pytest.Config) -> None:
    """Recording is for a person who then reads the difference: never in CI."""
    if config.getoption("--record") and os.environ.get("CI"):
        raise pytest.UsageError("--record is not for CI: there, a case that differs is a failure")


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
