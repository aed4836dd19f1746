"""Task ``scale``: more instances of what is hot, and what both shapes cost."""

from __future__ import annotations

import pytest

from grader.suite import explain, fields


def parts(student, *rows):
    """Loads from rows of name, requests, capacity, cost and perhaps running."""
    return [student.Load(*row) for row in rows]


def scaled(scaling) -> tuple[dict[str, int], tuple[str, ...], int]:
    """A result as plain data."""
    told = fields(scaling)
    return told["instances"], tuple(told["hot"]), told["cost"]


def expect(found, wanted, tried="", why="") -> None:
    """Compare what came out."""
    assert found == wanted, explain(expected=f"{wanted}", happened=f"{found}", tried=tried, why=why)


BIG = 10**18


@pytest.mark.task(
    "scale",
    points=1,
    spec="A part *needs* the smallest number of instances with which none is busier than `target` percent",
)
def test_needs_as_many_as_the_target_says(student):
    """The number of instances is exact on both sides of each boundary, also for large numbers."""
    cases = [
        *(
            (800, 100, 80, 10),
            (801, 100, 80, 11),
            (799, 100, 80, 10),
            (0, 100, 80, 1),
            (80, 100, 80, 1),
            (81, 100, 80, 2),
        ),
        *((100, 100, 100, 1), (101, 100, 100, 2), (7, 10, 70, 1), (8, 10, 70, 2), (29, 1, 29, 100), (1, 100, 1, 1)),
        *((BIG, 1, 100, BIG), (BIG + 1, 1, 100, BIG + 1), (4 * BIG + 1, 5 * BIG, 80, 2)),
    ]
    for requests, capacity, target, wanted in cases:
        found = scaled(student.scale_microservices(parts(student, ("a", requests, capacity, 1)), target=target))[0]
        expect(found, {"a": wanted}, f"{requests} requests, a capacity of {capacity}, a target of {target} %")
    found = scaled(student.scale_microservices(parts(student, ("a", 81, 100, 1))))[0]
    expect(found, {"a": 2}, "the target by default")


@pytest.mark.task("scale", points=1, spec="Nothing is ever scaled down: what is not hot stays as it is.")
def test_scales_only_what_is_hot(student):
    """A hot service gets what it needs, the others stay as they are, also where they have too many."""
    rows = [
        ("search", 1000, 100, 10, 2),
        ("users", 160, 100, 10, 2),
        ("auth", 10, 100, 10, 4),
        ("mail", 161, 100, 10, 2),
    ]
    instances, hot, _ = scaled(student.scale_microservices(parts(student, *rows)))
    expect(instances, {"search": 13, "users": 2, "auth": 4, "mail": 3}, why="the cold ones cost money for nothing")
    expect(hot, ("mail", "search"), "which are hot")


@pytest.mark.task("scale", points=1, spec="plus `overhead` once for each service, not for each instance")
def test_adds_up_what_microservices_cost(student):
    """Instances times their own cost, and the operation of each service once."""
    rows = [("search", 400, 100, 7), ("users", 10, 100, 5, 3), ("mail", 0, 10, 0)]
    for overhead, wanted in ((0, 5 * 7 + 15), (11, 5 * 7 + 15 + 33)):
        found = scaled(student.scale_microservices(parts(student, *rows), overhead=overhead))[2]
        expect(found, wanted, f"an overhead of {overhead}")
    found = scaled(student.scale_microservices(parts(student, *rows)))[2]
    expect(found, 50, "the overhead by default")


@pytest.mark.task("scale", points=1, spec="there have to be enough for the module that needs most")
def test_scales_the_whole_monolith(student):
    """The module that needs most decides how many instances of everything there are."""
    rows = [("users", 10, 100, 3, 9), ("search", 400, 100, 7, 9), ("mail", 161, 100, 1)]
    for running, target, wanted in (
        (1, 80, ({"users": 5, "search": 5, "mail": 5}, ("mail", "search"), 55)),
        (4, 80, ({"users": 5, "search": 5, "mail": 5}, ("search",), 55)),
        (5, 80, ({"users": 5, "search": 5, "mail": 5}, (), 55)),
        (6, 80, ({"users": 6, "search": 6, "mail": 6}, (), 66)),
        (2, 100, ({"users": 4, "search": 4, "mail": 4}, ("search",), 44)),
    ):
        found = scaled(student.scale_monolith(parts(student, *rows), running=running, target=target))
        expect(found, wanted, f"{running} running, a target of {target} %")
    found = scaled(student.scale_monolith(parts(student, *rows)))
    expect(found, ({"users": 5, "search": 5, "mail": 5}, ("mail", "search"), 55), "one running, 80 %: by default")


@pytest.mark.task("scale", points=1, spec='If they are equal it is `"monolith"`, the simpler one.')
def test_compares_what_both_shapes_cost(student):
    """The cheaper shape, by the same arguments; the monolith if they cost the same."""
    rows = [("search", 400, 100, 10), ("users", 10, 100, 20)]
    for settings, wanted in (
        ({"overhead": 39}, "microservices"),
        ({"overhead": 40}, "monolith"),
        ({"overhead": 41}, "monolith"),
        ({}, "microservices"),
        ({"overhead": 40, "running": 6}, "microservices"),
        ({"overhead": 31, "target": 100}, "monolith"),
        ({"overhead": 29, "target": 100}, "microservices"),
    ):
        found = student.cheaper(parts(student, *rows), **settings)
        expect(found, wanted, f"{settings}", why="a split has to be worth its price")


@pytest.mark.task("scale", points=1, spec="Each raises `ValueError` if two parts have the same name")
def test_takes_no_parts_and_no_nonsense(student):
    """Nothing costs nothing; a target of no percentage and two parts of one name are refused by each function."""
    for scale in (student.scale_microservices, student.scale_monolith):
        expect(
            scaled(scale([], **({"overhead": 5} if scale == student.scale_microservices else {"running": 3}))),
            ({}, (), 0),
            "no parts",
        )
    expect(student.cheaper([], overhead=3), "monolith", "no parts")
    one, two = parts(student, ("a", 1, 1, 1), ("a", 2, 2, 2))
    for scale in (student.scale_microservices, student.scale_monolith, student.cheaper):
        for target in (1, 100):
            scale([one], target=target)
        for loads, target in (([one], 0), ([one], 101), ([one], -80), ([one, two], 80)):
            with student.raises("ValueError", tried=f"{len(loads)} part(s), a target of {target} %"):
                scale(loads, target=target)
