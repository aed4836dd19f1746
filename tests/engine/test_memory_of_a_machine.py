"""A machine that has memory for one cell and not for the next one as well, which is made ahead."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from grader.grading import topic
from grader.harness.processes.cells import Cells


def test_a_test_that_was_lost_is_tried_again_without_a_cell_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel may have ended the one for want of memory that the other had: both are gone before it begins again."""
    done: list[str] = []
    cells: Any = SimpleNamespace(
        broken=None,
        zygote=SimpleNamespace(cpu=0.0),
        stop_ahead=lambda: done.append("the other is stopped"),
        wait_for_ends=lambda: done.append("both have ended"),
    )

    def attempt(*_: object) -> tuple[Any, bool]:
        done.append("tried")
        return None, done.count("tried") == 1

    monkeypatch.setattr(topic, "_attempt", attempt)
    monkeypatch.setattr(topic, "_without_running", lambda *_: None)
    work: Any = SimpleNamespace(sources={})
    topic._grade_test(SimpleNamespace(), work, cells, None, {}, topic.Spent(cells), "")  # type: ignore[arg-type]
    assert ["tried", "the other is stopped", "both have ended", "tried"] == done


def test_no_cell_is_made_ahead_after_that(tmp_path: Path) -> None:
    """It would be the same with the next test."""
    cells = Cells(SimpleNamespace(), "work", tmp_path, None, ahead=True)  # type: ignore[arg-type] # none is made
    cells.stop_ahead()
    cells._make = lambda *_: "a cell"  # type: ignore[assignment,method-assign,return-value]
    assert "a cell" == cells.take({}, {}, 0.0)
    assert cells._spare is None
