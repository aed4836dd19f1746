"""Stubs are made from the skeleton's signatures."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from grader.verify.stubs import exceptions, stubs

SKELETON = '''
class Late(Exception):
    def __init__(self, seconds, *, retry):
        super().__init__(seconds)


class TooLate(Late):
    pass


class Door:
    def __init__(self, key):
        raise NotImplementedError

    async def open(self, hand):
        """Open it."""
        raise NotImplementedError("later")


def given():
    return 1


def knock(times, *, loud=True):
    raise NotImplementedError
'''


def made(name: str) -> str:
    """The stub of that name."""
    return dict(stubs(ast.parse(SKELETON)))[name].decode()


def test_makes_one_for_each_exception() -> None:
    """Besides those for every module there is one for each exception class that the skeleton defines."""
    expected = [
        "return None",
        "return True",
        "return the first argument",
        "empty every argument and return the first",
        "raise Exception",
        "raise Late",
        "return None once, then raise Late",
        "raise TooLate",
        "return None once, then raise TooLate",
    ]
    assert expected == [name for name, _ in stubs(ast.parse(SKELETON))]


def test_returns_the_first_argument() -> None:
    """``self`` is no argument, and ``__init__`` returns nothing."""
    namespace: dict[str, object] = {}
    exec(made("return the first argument"), namespace)
    assert "3" == namespace["knock"]("3")  # type: ignore[operator]  # defined by the stub


def test_empties_what_can_be_emptied() -> None:
    """Positional and named, and nothing else is harmed."""
    namespace: dict[str, object] = {}
    exec(made("empty every argument and return the first"), namespace)
    times, loud = [1, 2], {"very": True}
    assert times is namespace["knock"](times, loud=loud)  # type: ignore[operator]  # defined by the stub
    assert ([], {}) == (times, loud)
    assert "3" == namespace["knock"]("3")  # type: ignore[operator]  # defined by the stub


def test_raises_at_the_second_call() -> None:
    """Each function of its own; making an object never does."""
    namespace: dict[str, Any] = {}
    exec(made("return None once, then raise Late"), namespace)
    assert (None, None) == (namespace["knock"](1), namespace["Door"](1).open(2).close())
    with pytest.raises(namespace["Late"]):
        namespace["knock"](1)
    assert namespace["Door"](1) is not None


def test_leaves_what_is_given() -> None:
    """Only what is to be written is replaced."""
    namespace: dict[str, object] = {}
    exec(made("return True"), namespace)
    assert (1, True) == (namespace["given"](), namespace["knock"](1))  # type: ignore[operator]  # defined by the stub


def test_makes_exceptions_with_all_that_they_must_have() -> None:
    """An exception gets as many arguments as its class, or an ancestor, asks for."""
    calls = {name: ast.unparse(call) for name, call in exceptions(ast.parse(SKELETON)).items()}
    assert {"Late": "Late(1, retry=1)", "TooLate": "TooLate(1, retry=1)"} == calls
