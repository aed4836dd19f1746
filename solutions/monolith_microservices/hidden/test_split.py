"""Task ``split``: along which boundaries a monolith could be split, and whether it is time."""

from __future__ import annotations

import pytest

from grader.suite import explain, fields

TOGETHER = "a boundary in the middle of what changes together makes a distributed monolith"


def modules(student, **rows):
    """Modules from calls and tables, each a string of names: ``orders="users -> table"``."""
    made = []
    for name, row in rows.items():
        calls, _, tables = row.partition("->")
        made.append(student.Module(name, "red", tuple(calls.split()), tuple(tables.split())))
    return made


def boundaries(student, mods) -> list[tuple[str, ...]]:
    """The groups as plain data."""
    return [tuple(group) for group in student.find_boundaries(mods)]


def expect(found, wanted, tried="", why="") -> None:
    """Compare what came out."""
    assert found == wanted, explain(expected=f"{wanted}", happened=f"{found}", tried=tried, why=why)


@pytest.mark.task("split", points=1, spec="A call in one direction only keeps them apart.")
def test_keeps_apart_what_is_apart(student):
    """Calls in one direction, tables of one's own and a call of oneself are no reason to stay together."""
    mods = modules(student, users="users -> people", orders="users -> orders", mail="orders users", auth="-> People")
    expect(boundaries(student, mods), [("auth",), ("mail",), ("orders",), ("users",)])
    expect(boundaries(student, []), [], "no modules")


@pytest.mark.task("split", points=1, spec="Two modules that share a table are in the same group")
def test_keeps_together_who_shares_a_table(student):
    """Modules with a table in common are one group, through a third one as well."""
    mods = modules(
        student, search="-> items", orders="-> orders items", mail="-> log", stock="-> shelf orders", auth=""
    )
    expect(boundaries(student, mods), [("auth",), ("mail",), ("orders", "search", "stock")], why=TOGETHER)


@pytest.mark.task(
    "split",
    points=1,
    spec="Modules that call each other in a circle, directly or through others, are in the same group.",
)
def test_keeps_together_who_calls_in_a_circle(student):
    """A circle of two or of more modules is one group; who calls into it or is called from it is not."""
    mods = modules(student, a="b", b="c", c="a out", d="e", e="d", out="", caller="a d")
    expect(boundaries(student, mods), [("a", "b", "c"), ("caller",), ("d", "e"), ("out",)], why=TOGETHER)


@pytest.mark.task(
    "split",
    points=1,
    spec="So a circle of calls **between groups** makes one group of these as well, and so on until there is none.",
)
def test_finds_circles_between_groups(student):
    """Modules that share a table may close a circle that none of them is in alone."""
    mods = modules(student, a="x", b="-> t", c="-> t", x="b", y="")
    expect(boundaries(student, mods), [("a",), ("b", "c"), ("x",), ("y",)], "no circle between the groups")
    mods = modules(
        student, pay="-> bill", tax="ship -> bill", ship="pay", mail="tax", far="near", near="-> z", zoo="far -> z"
    )
    wanted = [("far", "near", "zoo"), ("mail",), ("pay", "ship", "tax")]
    expect(boundaries(student, mods), wanted, "circles between groups", TOGETHER)
    mods = modules(student, a="c", b="-> t", c="-> u", d="e -> t", e="b", f="d -> u", g="a", h="b")
    wanted = [("a",), ("b", "d", "e"), ("c", "f"), ("g",), ("h",)]
    expect(boundaries(student, mods), wanted, "one group calls the other, not back", TOGETHER)


@pytest.mark.task(
    "split", points=1, spec="`ValueError` if two modules have the same name, or if one calls a module that is not there"
)
def test_refuses_modules_that_are_not_there(student):
    """Two of one name and a call to nobody are refused, by the advice as well."""
    for ask in (student.find_boundaries, student.advise):
        ask(modules(student, a="b", b=""))
        cases = {
            "two of one name": [*modules(student, a=""), *modules(student, a="")],
            "unknown": modules(student, a="b"),
        }
        for tried, mods in cases.items():
            with student.raises(
                "ValueError", tried=tried, why="a module that is overlooked ends up in the wrong place"
            ):
                ask(mods)


def advice(student, *rows) -> tuple[bool, tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The advice on modules from rows of name, team, hot and perhaps calls."""
    told = fields(
        student.advise([student.Module(name, team, tuple(calls), (), hot) for name, team, hot, *calls in rows])
    )
    return told["split"], tuple(told["missing"]), tuple(tuple(group) for group in told["services"])


@pytest.mark.task("split", points=1, spec="`split` is true only if all three hold. Then `services` has the groups")
def test_says_when_it_is_time(student):
    """With boundaries, teams and a need to scale, the groups are the services."""
    rows = [("web", "red", False, "users"), ("users", "blue", True), ("a", "red", False, "b"), ("b", "red", True, "a")]
    expect(advice(student, *rows), (True, (), (("a", "b"), ("users",), ("web",))))


@pytest.mark.task("split", points=1, spec="`missing` names the conditions that do not hold, in this order")
def test_says_not_yet(student):
    """Each condition that is missing is named, and everything stays one program."""
    hot, cold = True, False
    cases = {
        "one team": ([("b", "red", hot), ("a", "red", cold)], ("teams",)),
        "a group of two teams": ([("a", "red", hot, "b"), ("b", "blue", hot, "a"), ("c", "red", cold)], ("teams",)),
        "nothing is hot": ([("b", "red", cold), ("a", "blue", cold)], ("scaling",)),
        "every group is hot": ([("a", "red", hot), ("b", "blue", cold, "c"), ("c", "blue", hot, "b")], ("scaling",)),
        "one team, nothing hot": ([("a", "red", cold), ("b", "red", cold)], ("teams", "scaling")),
        "one group": ([("a", "red", hot, "b"), ("b", "red", cold, "a")], ("boundaries", "teams", "scaling")),
        "teams differ by case": ([("a", "red", hot), ("b", "Red", cold), ("c", "red", hot, "b")], ()),
    }
    for tried, (rows, missing) in cases.items():
        names = tuple(sorted(row[0] for row in rows))
        services = (names,) if missing else tuple((name,) for name in names)
        expect(advice(student, *rows), (not missing, missing, services), tried, "a split without need only costs")


@pytest.mark.task("split", points=1, spec="else one group of all modules (`()` if there are no modules): not yet")
def test_has_no_advice_on_nothing(student):
    """Without modules nothing holds, and there are no services; one module is one service."""
    every = ("boundaries", "teams", "scaling")
    expect(advice(student), (False, every, ()), "no modules")
    expect(advice(student, ("a", "red", True)), (False, every, (("a",),)), "one module")
