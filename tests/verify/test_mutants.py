"""Mutants are small changes, each with a name that lasts."""

from __future__ import annotations

import pytest

from grader.verify.mutants import mutants
from grader.verify.survivors import sample


def ids(body: str) -> list[str]:
    """The mutants of a function with this body."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return [mutant.id for mutant in mutants(f"def f(a, b):\n{lines}\n")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "if a < b:\n    a.go()",
            ["f: if a < b: → if False:", "f: a < b → a <= b", "f: a.go() → pass"],
        ),
        ("if a:\n    b.x = a", ["f: if a: → if False:", "f: a → not a", "f: b.x = a → pass"]),
        (
            "if a:\n    b.go()\nelse:\n    a.go()",
            ["f: if a: → if False:", "f: if a: → if True:", "f: a → not a", "f: b.go() → pass", "f: a.go() → pass"],
        ),
        ("x = a in {b, c}", ["f: a in {b, c} → a not in {b, c}", "f: {b, c} → {c}", "f: {b, c} → {b}"]),
        ("x = a in (b,)", ["f: a in (b,) → a not in (b,)", "f: (b,) → ()"]),
        ("x = {a: b, b: a}", ["f: {a: b, b: a} → {b: a}", "f: {a: b, b: a} → {a: b}"]),
        ("a, b = b, a", []),
        ("x = a.lower()", ["f: a.lower() → a"]),
        ("x = sorted(a)", ["f: sorted(a) → a"]),
        ("x = copy.deepcopy(a)", ["f: copy.deepcopy(a) → a"]),
        (
            "try:\n    x = a\nexcept (KeyError, ValueError):\n    x = b",
            [
                "f: except (KeyError, ValueError): → except (ValueError,):",
                "f: except (KeyError, ValueError): → except (KeyError,):",
            ],
        ),
        ("try:\n    x = a\nexcept KeyError:\n    x = b", ["f: except KeyError: → except ():"]),
        ("try:\n    x = a\nfinally:\n    b.close()", ["f: finally → plain", "f: b.close() → pass"]),
        ("x = a and b", ["f: a and b → a or b"]),
        ("x = not a", ["f: not a → a"]),
        ("x = 3", ["f: 3 → 4"]),
        ("x = True", ["f: True → False"]),
        ("x = a['sub']", ["f: 'sub' → 'subXX'"]),
        ("x = a - b", ["f: a - b → a + b"]),
        ("return a", ["f: return a → return None"]),
        ("x = a(b, timeout=a)", ["f: a(b, timeout=a) → a(b)"]),
        ("for x in a:\n    continue", ["f: continue → pass"]),
        ("raise ValueError('x' + str(1))", ["f: raise ValueError('x' + str(1)) → pass"]),
    ],
)
def test_makes(body: str, expected: list[str]) -> None:
    """Each operator changes one thing."""
    assert expected == ids(body)


@pytest.mark.parametrize(
    "body",
    [
        '"""A docstring with 3 things."""',
        "log.info('x', 3)",
        "x: Literal[3] = a",
        "x = f'text {a}'",
        "x = 'a text for people'",
    ],
)
def test_leaves_alone_what_people_read(body: str) -> None:
    """Docstrings, log lines, annotations and texts are no behaviour."""
    assert [] == ids(body)


def test_changes_only_one_place() -> None:
    """The rest of the source stays as it is, comments and other scripts included."""
    (mutant,) = mutants("# ä\ndef f(a):\n    x = a < 'ü b'  # ß\n")
    assert "# ä\ndef f(a):\n    x = (a <= 'ü b')  # ß\n" == mutant.source.decode()


def test_does_what_stands_in_a_finally_only_if_nothing_was_raised() -> None:
    """The rest of the statement stays, handlers included."""
    source = "def f(a):\n    try:\n        a()\n    except KeyError:\n        pass\n    finally:\n        a.close()\n"
    (mutant,) = [one for one in mutants(source) if "finally" in one.id]
    inner = "        try:\n            a()\n        except KeyError:\n            pass\n        a.close()\n"
    assert f"def f(a):\n    if True:\n{inner}" == mutant.source.decode()


def test_takes_a_default_out() -> None:
    """Whoever relies on it finds that the argument is missing."""
    made = mutants("def f(a, b=None, *, timeout: float = None):\n    pass\n")
    assert [
        ("f: b=None → b", "def f(a, b, *, timeout: float = None):\n    pass\n"),
        ("f: timeout=None → timeout", "def f(a, b=None, *, timeout: float):\n    pass\n"),
    ] == [(one.id, one.source.decode()) for one in made]


@pytest.mark.parametrize(
    ("exact", "expected"), [(True, ["f: now >= a → now > a", "f: b > a → b >= a"]), (False, ["f: b > a → b >= a"])]
)
def test_leaves_the_very_moment_alone_where_it_is_not_exact(exact: bool, expected: list[str]) -> None:
    """A comparison of times differs in a single moment; of other numbers it is tried all the same."""
    made = mutants("def f(a, b, now):\n    x = now >= a\n    y = b > a\n", exact_times=exact)
    assert expected == [one.id for one in made]


def test_tells_the_same_change_apart_by_number() -> None:
    """Two mutants of a function that read alike have different names."""
    assert ["f: 1 → 2", "f: 1 → 2 #2"] == ids("x = 1\ny = 1")


def test_names_survive_changes_elsewhere() -> None:
    """A name has no line in it."""
    before = mutants("def f():\n    x = 1\n")
    after = mutants("import os\n\n\ndef g():\n    pass\n\n\ndef f():\n    x = 1\n")
    assert before[0].id == after[0].id


def test_leaves_alone_what_is_given() -> None:
    """Functions and constants that the skeleton gives are not the suite's business."""
    assert [] == mutants("LIMIT = 3\n\n\ndef given():\n    return LIMIT + 1\n", {"LIMIT", "given"})


def test_samples_a_few_of_each_function_always_the_same() -> None:
    """A sample is no matter of luck."""
    made = mutants("def f():\n    return [1, 2, 3, 4, 5]\n\n\ndef g():\n    return [1, 2, 3]\n")
    first, second = sample("topic", made), sample("topic", made)
    assert (first, {"f": 2, "g": 2}) == (second, {name: sum(one.function == name for one in first) for name in "fg"})
