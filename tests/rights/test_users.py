"""Which user a cell becomes: one that nobody is, where the grader may make it so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.harness.processes import users

EVERYTHING = 2**41 - 1
CAPABILITIES, KNOWN = users._capabilities, users._known
"""As they are, without what the tests put in their place."""


@pytest.fixture(autouse=True)
def _root(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A grader that is root, may do everything, and whose libraries others can read; nothing is remembered of it."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(users, "closed_folder", lambda: None)
    monkeypatch.setattr(users, "_capabilities", lambda: EVERYTHING)
    monkeypatch.setattr(users, "_known", lambda *_: True)
    users._users.cache_clear()
    yield
    users._users.cache_clear()


def test_a_cell_is_a_user_that_nobody_is() -> None:
    """Far above those that are handed out."""
    assert users.cell_user(1) in range(0x60000000, 0x70000000)


def test_cells_that_live_at_the_same_time_are_different_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of one process, and those of the processes of a pool: else each could end the other."""
    found = []
    for pid in (4000, 4001, 4002):
        monkeypatch.setattr(os, "getpid", lambda pid=pid: pid)
        found += [users.cell_user(number) for number in range(300)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("missing", [0, 1, 3, 5, 6, 7])
def test_who_may_not_do_it_stays_who_it_is(monkeypatch: pytest.MonkeyPatch, missing: int) -> None:
    """A container's root may lack what it takes."""
    monkeypatch.setattr(users, "_capabilities", lambda: EVERYTHING & ~(1 << missing))
    assert users.cell_user(1) is None


def test_an_ordinary_user_stays_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it may do."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert users.cell_user(1) is None


def test_nobody_becomes_a_user_who_can_not_read_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cell would start."""
    monkeypatch.setattr(users, "closed_folder", lambda: Path("/home/ana"))
    assert users.cell_user(1) is None


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("         0          0 4294967295\n", range(0x60000000, 0x70000000)),
        ("         0       1000          1\n         1     100000      65536\n", range(50_000, 60_000)),
        ("      1000       1000          1\n", None),
        ("", None),
    ],
)
def test_a_container_s_users_are_those_that_it_has(tmp_path: Path, table: str, expected: range | None) -> None:
    """Root in a container without root knows 65536 of them, or only itself."""
    (tmp_path / "uid_map").write_text(table)
    assert expected == next((free for free in users.FREE if KNOWN(free, tmp_path / "uid_map")), None)


@pytest.mark.linux
def test_what_this_process_may_do_is_known() -> None:
    """As the kernel says it."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("CapEff"))
    assert line.split()[1] == f"{CAPABILITIES():016x}"
