"""The layers of the sandbox, each shown to hold alone: the corpus where some are missing, as root and as others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from grader.harness.processes.zygote_client import NEEDED

from . import elsewhere
from .case import ALWAYS, cases, load
from .matrix import CONFIGURATIONS, EVERY_LAYER

PATIENCE = 1200
"""Seconds until a configuration that hangs is given up."""
WELL = {"network", "programs", "processes", "signals"}
HELD = {
    "root": {"files", "changes", "user", "namespaces", *WELL},
    "ordinary user": {"files", "changes", "namespaces", *WELL},
    "user namespaces forbidden": {"files", "changes", *WELL},
    "landlock only": {"files"},
    "seccomp only": WELL,
    "another user only": {"changes", "signals", "user"},
    "namespaces only": {"namespaces"},
    "neither": set(),
}
"""Which rights a cell has given up, as ``docs/security.md`` says."""
ANYWHERE = {"limits", "tracing"}
"""These it gives up everywhere."""
SOMETIMES = {"landlock only": {"signals"}}
"""From Linux 6.12 on."""

pytestmark = pytest.mark.linux


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_what_is_promised_with_these_layers_holds(name: str, record_property: Any) -> None:
    """Each case that one of them is said to stop is stopped, no other is run, and the rights are those promised."""
    configuration = CONFIGURATIONS[name]
    found = outcome(name)
    record_property("run", len(found["run"]))
    record_property("left_out", len(found["left_out"]))
    assert sorted(configuration.layers) == found["layers"]
    assert HELD[name] | ANYWHERE == set(found["rights"]) - SOMETIMES.get(name, set())
    assert {} == found["problems"]
    assert [folder.name for folder in cases() if configuration.runs(load(folder))] == found["run"]
    assert len(cases()) == len(found["run"]) + len(found["left_out"])


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_ci_refuses_where_a_needed_right_is_not_given_up(name: str) -> None:
    """Exit code 2, naming it; elsewhere it is graded, and loudly said."""
    found = outcome(name, "--honest")
    lost = [right for right in NEEDED if right not in found["rights"]]
    code, said = found["in_ci"]
    assert (2 if lost else 0) == code
    assert ", ".join(lost) in said
    code, said = found["elsewhere"]
    assert 0 == code
    assert bool(lost) == ("Not fully isolated on this machine" in said)
    assert ", ".join(lost) in said


def outcome(name: str, *more: str) -> dict[str, Any]:
    """What came of a configuration, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.corpus.matrix", name, *more],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=elsewhere.ROOT,
        check=False,
    )
    assert 0 == done.returncode, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    if "cannot" in found:
        if os.environ.get("CI"):
            pytest.fail(f"CI can't be {name}: {found['cannot']}")
        pytest.skip(found["cannot"])
    return found


def test_each_case_is_stopped_where_strangers_are_graded() -> None:
    """By what every machine has, or by one of the two layers that no machine may lack in CI."""
    enough = ALWAYS | {"landlock", "seccomp"}
    assert [] == [folder.name for folder in cases() if not enough & set(load(folder).stopped_by)]


def test_each_case_is_run_with_each_layer_that_is_said_to_stop_it() -> None:
    """With that layer alone: no claim goes untested."""
    alone = {one.layers: one for one in CONFIGURATIONS.values() if one.alone}
    claims = [(folder, layer) for folder in cases() for layer in load(folder).stopped_by]
    untested = [
        (folder.name, layer)
        for folder, layer in claims
        if not alone[frozenset({layer}) & EVERY_LAYER].runs(load(folder))
    ]
    assert [] == untested
