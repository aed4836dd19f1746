"""A graft's definitions take the place of the reference's, and everything else stays as it is written there."""

from __future__ import annotations

from pathlib import Path

import pytest
from course_drafts import Draft

from grader.errors import InputError
from grader.verify.examined import source
from grader.verify.graft import graft

REFERENCE = '''"""A door."""

import time
from enum import Enum

LIMIT = 3  # times
WIDTH, HEIGHT = 1, 2


class Colour(Enum):
    RED = 1


# What opens.
@final
class Door(Frame):
    """It opens."""

    hinges: int = 2

    def __init__(self):
        self._open = False  # at first

    @property
    def state(self):
        return self._open

    @state.setter
    def state(self, value):
        self._open = value

    class Handle:
        pass


def knock():
    """Knock."""
    return LIMIT


if WIDTH:

    def enter():
        pass
'''


def spliced(text: str, reference: str = REFERENCE) -> str:
    """The reference with a graft that has a docstring."""
    return graft(reference, f'"""A mistake.\n\nFails: test_a\n"""\n\n{text}\n', path="wrong/a.py")


def replaced(old: str, new: str, reference: str = REFERENCE) -> str:
    """The reference with another text."""
    assert reference.count(old) == 1, old
    return reference.replace(old, new)


@pytest.mark.parametrize(
    ("old", "text"),
    [
        ('def knock():\n    """Knock."""\n    return LIMIT', "def knock():\n    return 0"),
        ('def knock():\n    """Knock."""\n    return LIMIT', "@cache\nasync def knock(a,\n          b):\n    pass"),
        ("LIMIT = 3  # times", "LIMIT: int = 4  # more"),
        ("WIDTH, HEIGHT = 1, 2", "HEIGHT = WIDTH = 5"),
    ],
    ids=["a function", "with its decorator, as it is written", "a constant", "several at once"],
)
def test_a_definition_is_replaced_by_name(old: str, text: str) -> None:
    """The whole statement, its comment included, gives way to that of the graft."""
    assert replaced(old, text) == spliced(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    hinges: int = 2", "    hinges = 3"),
        ("        self._open = False  # at first", "        self._open = None"),
        ("    class Handle:\n        pass", "    class Handle:\n        turns = True"),
    ],
    ids=["an assignment", "a method", "a nested class"],
)
def test_a_class_is_spliced_member_by_member(old: str, new: str) -> None:
    """Members that the graft does not have stay, and so does the docstring."""
    text = f"    def __init__(self):\n{new}" if "self" in new else new
    assert replaced(old, new) == spliced(f"@final\nclass Door(Frame):\n{text}")


def test_what_shares_a_name_is_one() -> None:
    """A property and its setter are replaced together."""
    old = REFERENCE[REFERENCE.index("    @property") : REFERENCE.index("\n\n    class Handle")]
    new = "    @property\n    def state(self):\n        return True"
    assert replaced(old, new) == spliced(f"@final\nclass Door(Frame):\n{new}")


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("@final\nclass Door(Frame):", "class Door(Frame, slots=True):", "class Door(Frame, slots=True):\n    pass"),
        ('    """It opens."""', '    """It is open."""', '@final\nclass Door(Frame):\n    """It is open."""'),
        ("    RED = 1", '    """All."""\n    RED = 1', 'class Colour(Enum):\n    """All."""'),
    ],
    ids=["decorators, bases, keywords", "the docstring", "a docstring where there was none"],
)
def test_the_head_of_a_class_is_replaced_if_it_differs(old: str, new: str, text: str) -> None:
    """Head and docstring can differ while all members stay."""
    assert replaced(old, new) == spliced(text)


def test_a_class_on_one_line_is_replaced_as_a_whole() -> None:
    """There is nothing to splice into."""
    assert "class Gone(OSError):\n    code = 1\n" == graft(
        "class Gone(Exception): ...\n", "class Gone(OSError):\n    code = 1"
    )


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("def _ring():\n    pass\n\n\ndef knock():\n    return _ring()", ["Door", "_ring", "knock"]),
        ("MOST = 5\n_LEAST = 1\nLIMIT = 4", ["Enum", "MOST", "_LEAST", "LIMIT"]),
        ("def _ring():\n    pass", ["knock", "enter", "_ring"]),
        (
            "@final\nclass Door(Frame):\n    def ring(self):\n        pass\n    hinges = 3",
            ["ring", "hinges", "__init__"],
        ),
        ("@final\nclass Door(Frame):\n    def ring(self):\n        pass", ["Handle", "ring", "knock"]),
    ],
    ids=["a function", "two constants", "at the end", "a member", "the last member"],
)
def test_a_new_definition_goes_before_the_one_that_follows_it(text: str, order: list[str]) -> None:
    """Or to the end, if none follows."""
    result = spliced(text)
    places = [result.index(f" {name}" if f" {name}" in result else f"\n{name}") for name in order]
    assert sorted(places) == places


def test_a_definition_as_in_the_reference_may_say_where_a_new_one_belongs() -> None:
    """A constant that is needed at import can so be put before what needs it."""
    assert "MOST = 5\n\nLIMIT = 3" in spliced("MOST = 5\nLIMIT = 3")


def test_imports_follow_those_of_the_reference() -> None:
    """New ones only; those of ``__future__`` come first."""
    text = "from __future__ import annotations\nimport time\nfrom enum import Enum, Flag\nimport json as j"
    expected = (
        '"""A door."""\nfrom __future__ import annotations\n\nimport time\nfrom enum import Enum\n'
        "from enum import Enum, Flag\nimport json as j\n\nLIMIT"
    )
    assert expected in spliced(text)


def test_imports_come_first_where_the_reference_has_none() -> None:
    """Below its docstring, if there is one."""
    assert ["import os\nA = 2\n", '"""A."""\nimport os\nA = 2\n'] == [
        graft(text, "import os\nA = 2") for text in ("A = 1\n", '"""A."""\nA = 1\n')
    ]


@pytest.mark.parametrize(
    ("old", "text"),
    [
        ('def knock():\n    """Knock."""\n    return LIMIT\n', "del knock"),
        ("    hinges: int = 2\n", "@final\nclass Door(Frame):\n    del hinges"),
    ],
)
def test_del_takes_a_definition_out(old: str, text: str) -> None:
    """At the level of the module and in a class."""
    assert replaced(old, "") == spliced(text)


def test_an_import_may_replace_what_is_taken_out() -> None:
    """Where the reference has a function, a mistake may take a library's."""
    assert "from shelf import knock\n" in spliced("from shelf import knock\ndel knock")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("print(1)", 6, "a statement that has no place in a graft: print(1)"),
        ("if WIDTH:\n    LIMIT = 1", 6, "a statement that has no place in a graft: if WIDTH:"),
        ("LIMIT += 1", 6, "a statement that has no place in a graft: LIMIT += 1"),
        ("Door.hinges = 1", 6, "a statement that has no place in a graft: Door.hinges = 1"),
        ("class Door:\n    print(1)", 7, "a statement that has no place in the class Door: print(1)"),
        ("def knock(:", 6, "no Python: invalid syntax (<unknown>, line 6)"),
        ("", 1, "nothing in it differs from the reference"),
        ("LIMIT = 3", 6, "LIMIT is the same as in the reference"),
        ("@final\nclass Door(Frame):\n    pass", 6, "Door is the same as in the reference"),
        ("@final\nclass Door(Frame):\n    hinges: int = 2", 8, "Door.hinges is the same as in the reference"),
        ("WIDTH = 2", 6, "the reference defines WIDTH and HEIGHT in one statement (line 7)"),
        ("LIMIT = 1\n\n\ndef knock():\n    pass\n\n\nLIMIT = 2", 13, "LIMIT is here a second time"),
        ("del knock\n\n\ndef knock():\n    pass", 9, "knock is here a second time"),
        ("del hinges", 6, "the reference does not define hinges here, so it can't be taken out"),
        ("def enter():\n    pass", 6, "the reference defines enter inside another statement (line 41)"),
        ("import json as knock", 6, "the reference defines knock, which would replace this import"),
        ("LIMIT = 1; MOST = 2", 6, "line 6 of this file holds more than one statement"),
        ("class Door(Frame): hinges = 1", 6, "the body of Door is not indented as in the reference"),
        ("class Door(Frame):\n  hinges = 1", 6, "the body of Door is not indented as in the reference"),
        ("class Colour(Enum):\n    del RED", 0, "the reference with this graft is no Python: expected an"),
    ],
)  # fmt: skip
def test_refuses_what_it_can_not_splice(text: str, line: int, message: str) -> None:
    """The author learns what, where, and what to do."""
    with pytest.raises(InputError) as caught:
        spliced(text)
    place = caught.value.place
    assert place is not None
    assert ("wrong/a.py", line) == (str(place.file), place.line)
    assert caught.value.message.startswith(message), caught.value.message
    assert caught.value.repair


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("A = 1\nB = 2\nA = 3\n", "the reference defines A in several places (lines 1 and 3)"),
        ("A = 1; B = 2\n", "line 1 of the reference holds more than one statement"),
    ],
)
def test_refuses_a_reference_that_it_can_not_take_apart(reference: str, message: str) -> None:
    """It would have to guess which of them is meant."""
    with pytest.raises(InputError, match=message.replace("(", r"\(").replace(")", r"\)")):
        graft(reference, "A = 4")


def test_the_example_in_the_contract_is_a_graft() -> None:
    """The new constant stands before the function that follows it, the import with the others."""
    page = (Path(__file__).parents[2] / "docs" / "contract.md").read_text("utf-8").split("## Proving a topic\n")[1]
    example = page.split("```python\n")[1].split("```")[0]
    reference = "import httpx\n\n\nclass Breaker:\n    def _is_failure(self, answer):\n        return False\n\n\n"
    result = graft(f"{reference}def call(breaker, url):\n    return None\n", example)
    order = ["import httpx", "from http import HTTPStatus", "def _is_failure", "REFUSALS = ", "def call", "httpx.get"]
    assert sorted(result.index(text) for text in order) == [result.index(text) for text in order]


def test_what_is_run_for_a_mistake_is_the_spliced_reference(draft: Draft) -> None:
    """A byte order mark does no harm."""
    path = draft.folder / "solutions/parcel/wrong/own_prices.py"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    run = source(draft.course, draft.topic, path).decode()
    assert [True, True, False] == [text in run for text in ("return 3 * grams", "def weigh(", "httpx.get")]


def test_a_mistake_in_another_encoding_is_the_author_s_to_mend(draft: Draft) -> None:
    """The reference is UTF-8, and the result can be only one of them."""
    path = draft.folder / "solutions/parcel/wrong/own_prices.py"
    path.write_bytes("# coding: latin-1\nNAME = 'Zoë'\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"own_prices\.py: not written in UTF-8"):
        source(draft.course, draft.topic, path)
