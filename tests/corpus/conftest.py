"""One zygote for all hostile submissions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.harness.processes.zygote_client import Zygote

from .run import sharing


@pytest.fixture(scope="module")
def forked() -> Iterator[Zygote]:
    """One zygote for all cases: what one does to it, the next would feel."""
    zygote = Zygote(["httpx", "fastapi", "pydantic"])
    zygote.probe()  # it is up, and below it is what is always there
    with sharing(zygote):
        yield zygote
    zygote.close()
