"""``docs/security.md`` promises nothing without a case, and there is no case without a promise."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from .case import HOSTILE, TESTS, Family, Layer, cases, load
from .matrix import CONFIGURATIONS

DOCUMENT = TESTS.parent / "docs" / "security.md"


def rows() -> list[tuple[str, set[str], list[str]]]:
    """Promise, layers, cases."""
    table = DOCUMENT.read_text("utf-8").partition("## Promises\n")[2].partition("\n## ")[0]
    found = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines() if "| `" in line]
    return [(promise, set(layers.split(", ")), re.findall(r"`(\w+)`", named)) for promise, layers, named in found]


ROWS = rows()


@pytest.mark.parametrize(("promise", "layers", "named"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_a_promise_is_shown_by_cases(promise: str, layers: set[str], named: list[str]) -> None:
    """Each is there, and is stopped by a layer that the promise rests on."""
    assert [] == [name for name in named if not (HOSTILE / name / "case.yaml").is_file()]
    assert [] == [name for name in named if not layers & set(load(HOSTILE / name).stopped_by)]


def test_every_layer_is_promised_something() -> None:
    """One that is nowhere in the table would be there for nothing."""
    assert set(get_args(Layer)) == set().union(*(layers for _, layers, _ in ROWS))


def test_every_layer_is_described() -> None:
    """With what it takes away, and where."""
    table = DOCUMENT.read_text("utf-8").partition("## The layers\n")[2].partition("\n## ")[0]
    assert set(get_args(Layer)) == set(re.findall(r"^\| (\w+) \|", table, re.M)) - {"layer"}


def test_every_family_is_promised_something() -> None:
    """A family of attacks against which nothing is promised would be a hole."""
    named = [name for _, _, names in ROWS for name in names]
    assert set(get_args(Family)) == {load(HOSTILE / name).family for name in named}


def test_every_layer_stops_something() -> None:
    """Of the cases that there are."""
    assert set(get_args(Layer)) == {layer for folder in cases() for layer in load(folder).stopped_by}


def test_each_kind_of_machine_is_said_to_run_as_many_cases_as_it_does() -> None:
    """And to leave out as many."""
    table = DOCUMENT.read_text("utf-8").partition("## What each kind of machine promises\n")[2].partition("\n## ")[0]
    told = [(int(run), int(left_out)) for run, left_out in re.findall(r"\| (\d+) / (\d+) \|", table)]
    known = [load(folder) for folder in cases()]
    run = [sum(configuration.runs(case) for case in known) for configuration in CONFIGURATIONS.values()]
    assert [(count, len(known) - count) for count in run] == told
