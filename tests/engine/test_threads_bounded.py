"""Threads that Python knows nothing of, with stacks so small that memory does not bound them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from grader.harness.processes.cells import Cells
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial
from grader.sandbox.rights.limits import THREADS

CODE = """
    import ctypes, os

    def begins(most, size=16 << 10):
        libc = ctypes.CDLL(None)
        attributes, number = ctypes.create_string_buffer(64), ctypes.c_ulong()
        libc.pthread_attr_init(attributes)
        libc.pthread_attr_setstacksize(attributes, ctypes.c_size_t(size))
        begun = 0
        while begun < most and libc.pthread_create(ctypes.byref(number), attributes, libc.pause, None) == 0:
            begun += 1
        return begun

    def may_write():
        with open("file", "w") as file:
            return file.write("x")
"""
pytestmark = pytest.mark.linux


@pytest.fixture(params=[(), ("user",), ("namespaces",), ("user", "namespaces")], ids="-".join)
def bare_zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    """One without some of the layers."""
    zygote = Zygote([], request.param)
    yield zygote
    zygote.close()


@pytest.fixture
def student(begin: Any, bare_zygote: Zygote) -> Iterator[Any]:
    """The code above, in its cells."""
    cells = begin(CODE)._cells
    trial = Trial(Cells(bare_zygote, cells.module, cells.folder, cells.limits))
    yield trial.student
    trial.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="what is promised to root")
def test_their_number_is_bounded_whatever_layers_root_has(student: Any) -> None:
    """A cell has some hundred at the most, and can do its work all the same."""
    assert 100 < student.begins(3000) < THREADS
    assert 1 == student.may_write()
