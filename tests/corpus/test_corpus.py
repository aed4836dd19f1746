"""The corpus: nothing that a submission does earns an undeserved point, learns a hidden test, or costs a result."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from grader.harness.processes.zygote_client import Zygote

from .case import cases, load
from .matrix import LAYERS
from .run import below, left_over, problems

CASES = cases()
FEWEST = 100
FAMILIES = ("ending", "forging", "lying", "snooping", "tampering", "escaping", "exhausting", "reader")


@pytest.fixture
def layers(forked: Zygote) -> frozenset[str]:
    """What this machine can isolate."""
    held = {right.name for right in forked.probe() if right.held}
    return frozenset(layer for right, layer in LAYERS.items() if right in held)


@pytest.mark.linux
@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_hostile(
    folder: Path, forked: Zygote, layers: frozenset[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each test has the outcome that it deserves; nothing leaks, nothing is left, the next case is not hurt."""
    if not load(folder).promised(layers):
        if os.environ.get("CI"):
            pytest.fail(f"CI has none of {load(folder).stopped_by}")
        pytest.skip(f"this machine has none of {load(folder).stopped_by}")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("HOSTILE_SECRET", "CANARY-ENVIRON-51ac09")
    before = below(forked)
    assert [] == problems(folder, tmp_path)
    assert frozenset() == left_over(forked, before)


def test_the_corpus_is_as_large_as_promised() -> None:
    """At least a hundred cases, and several of each family."""
    found = Counter(load(folder).family for folder in CASES)
    assert set(FAMILIES) == set(found)
    assert min(found.values()) >= 5
    assert len(CASES) >= FEWEST
