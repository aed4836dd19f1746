"""A short run of the fuzzer, always the same one, and every input that ever broke a promise."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from .__main__ import fuzz
from .seeds import regressions, seeds
from .targets import TARGETS

RUNS = {"decoder": 20_000, "conversation": 2_000, "services": 1_000}
COVERED = {"decoder": 250, "conversation": 600, "services": 400}
"""Edges of the harness's bytecode, or it was no fuzzer that has run; there are some more."""
HAS_ATHERIS = sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info < (3, 14)
"""As in pyproject.toml: where it can be had, it has to be there."""


@pytest.mark.skipif(not HAS_ATHERIS, reason="there is no atheris for this system, processor or Python")
@pytest.mark.parametrize("target", TARGETS)
def test_keeps_its_promises_in_a_short_run(target: str, tmp_path: Path) -> None:
    """Which is led by coverage and has the memory that the long one has."""
    found = fuzz(target, runs=RUNS[target], seconds=0, seed=1, corpus=None, keep=tmp_path)
    assert 0 == found.code, found.said[-4000:]
    assert RUNS[target] == found.runs
    assert COVERED[target] < found.coverage


@pytest.mark.skipif(not HAS_ATHERIS, reason="there is no atheris for this system, processor or Python")
def test_finds_what_breaks_a_promise(tmp_path: Path) -> None:
    """The run fails, keeps the input and shows where: were the fuzzer blind, nobody would know."""
    script = (
        "import sys\n"
        "from types import MappingProxyType\n"
        "from tests.fuzz import decoder, engine\n"
        "decoder.promises.shown = lambda value: 1 // (value != [None])\n"
        "engine.main(sys.argv)\n"
    )
    command = [sys.executable, "-c", script, "decoder", "-seed=1", "-runs=200000", f"-artifact_prefix={tmp_path}/"]
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert 0 != ended.returncode
    assert "ZeroDivisionError" in ended.stdout
    assert [] != list(tmp_path.glob("crash-*"))


@pytest.mark.parametrize("target", TARGETS)
def test_keeps_its_promises_for_the_seeds(target: str) -> None:
    """And for what was found before, on every system."""
    tried = [TARGETS[target](data) for data in seeds(target)]
    assert len(tried) >= 200


def cases() -> list[tuple[str, Path]]:
    """Every input that ever broke a promise, with its target."""
    return [(target, file) for target in TARGETS for file in regressions(target)]


@pytest.mark.parametrize(("target", "file"), cases(), ids=lambda part: getattr(part, "name", part))
def test_has_mended_what_was_found(target: str, file: Path) -> None:
    """Each input by the name of what it did."""
    TARGETS[target](file.read_bytes())
