"""Stubs are made from the skeleton's signatures."""

from __future__ import annotations

import ast

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
        "raise Exception",
        "raise Late",
        "raise TooLate",
    ]
    assert expected == [name for name, _ in stubs(ast.parse(SKELETON))]


def test_returns_the_first_argument() -> None:
    """``self`` is no argument, and ``__init__`` returns nothing."""
    namespace: dict[str, object] = {}
    exec(made("return the first argument"), namespace)
    assert "3" == namespace["knock"]("3")  # type: ignore[operator]  # defined by the stub


def test_leaves_what_is_given() -> None:
    """Only what is to be written is replaced."""
    namespace: dict[str, object] = {}
    exec(made("return True"), namespace)
    assert (1, True) == (namespace["given"](), namespace["knock"](1))  # type: ignore[operator]  # defined by the stub


def test_makes_exceptions_with_all_that_they_must_have() -> None:
    """An exception gets as many arguments as its class, or an ancestor, asks for."""
    calls = {name: ast.unparse(call) for name, call in exceptions(ast.parse(SKELETON)).items()}
    assert {"Late": "Late(1, retry=1)", "TooLate": "TooLate(1, retry=1)"} == calls
