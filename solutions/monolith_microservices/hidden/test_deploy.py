"""Task ``deploy``: what is redeployed, in which order, and what is down meanwhile, in both shapes."""

from __future__ import annotations

import pytest

from grader.suite import explain

from .support import plan_of, redeployed

WHOLE = "an outage of what nobody has changed is what microservices are to spare you"
ORDER = "a caller that comes first asks for what is not there yet"


def expect_plan(found, wanted, tried, why="") -> None:
    """Compare a plan, or what it redeploys."""
    assert found == wanted, explain(expected=f"{wanted}", happened=f"{found}", tried=tried, why=why)


@pytest.mark.task(
    "deploy", points=1, spec="Otherwise it is one wave that redeploys every module, whichever have changed."
)
def test_redeploys_the_whole_monolith(student):
    """One changed module redeploys all of them; without a change there is no plan."""
    modules = [student.Service(name, 3, (), ("users",)) for name in ("search", "auth", "users")]
    every = ("auth", "search", "users")
    for changed in (["search"], ["users", "auth"], ["search", "search"]):
        expect_plan(redeployed(student.plan_monolith(modules, changed)), [every], f"changed: {changed}")
    expect_plan(plan_of(student.plan_monolith(modules, [])), [], "nothing has changed")


@pytest.mark.task("deploy", points=1, spec="With one instance everything is down meanwhile.")
def test_closes_the_whole_store_for_one_change(student):
    """With one instance of the monolith everything is down; from two on nothing is."""
    modules = [student.Service(name, 2 if name == "auth" else 1) for name in ("users", "auth")]
    every = ("auth", "users")
    plans = [student.plan_monolith(modules, ["auth"])]
    plans += [student.plan_monolith(modules, ["auth"], instances=count) for count in (1, 2, 5)]
    found = [plan_of(plan) for plan in plans]
    wanted = [[(every, every)], [(every, every)], [(every, ())], [(every, ())]]
    expect_plan(found, wanted, "by default, and with 1, 2 and 5 instances")


@pytest.mark.task(
    "deploy", points=1, spec="Only services in `changed` are redeployed, each once, even if it is named twice there."
)
def test_redeploys_only_what_has_changed(student):
    """A change in one service is a deployment of that one, whatever calls it or is called by it."""
    services = [
        student.Service("orders", 2, ("payments",), ("search",)),
        student.Service("payments", 2, ("users",)),
        student.Service("users", 2),
        student.Service("search", 2),
    ]
    for changed, wanted in (
        (("payments",), [("payments",)]),
        (("users", "users"), [("users",)]),
        ((), []),
    ):
        expect_plan(
            redeployed(student.plan_microservices(services, list(changed))), wanted, f"changed: {changed}", WHOLE
        )


@pytest.mark.task(
    "deploy",
    points=1,
    spec="A service is redeployed in a later wave than each changed service that it calls",
)
def test_deploys_what_is_called_first(student):
    """What is called comes before its callers, through services that have not changed as well."""
    services = [
        student.Service("gateway", 2, ("orders",)),
        student.Service("orders", 2, ("payments",), ("search",)),
        student.Service("payments", 2, (), ("ledger",)),
        student.Service("search", 2),
        student.Service("ledger", 2),
    ]
    cases = {
        ("orders", "payments"): [("payments",), ("orders",)],
        ("search", "orders"): [("search",), ("orders",)],
        ("gateway", "search"): [("search",), ("gateway",)],
        ("gateway", "ledger"): [("ledger",), ("gateway",)],
        ("gateway", "ledger", "orders"): [("ledger",), ("orders",), ("gateway",)],
    }
    for changed, wanted in cases.items():
        expect_plan(redeployed(student.plan_microservices(services, changed)), wanted, f"changed: {changed}", ORDER)


@pytest.mark.task("deploy", points=1, spec="Apart from that every service is in the **earliest** wave possible.")
def test_deploys_together_what_can_go_together(student):
    """What has no order among itself goes in one wave, as early as it can."""
    services = [
        student.Service("web", 2, ("orders", "search")),
        student.Service("orders", 2, ("users",)),
        student.Service("search", 2),
        student.Service("auth", 2),
        student.Service("users", 2),
    ]
    plan = student.plan_microservices(services, ["web", "auth", "orders", "users", "search"])
    wanted = [("auth", "search", "users"), ("orders",), ("web",)]
    expect_plan(redeployed(plan), wanted, "all have changed")


@pytest.mark.task("deploy", points=1, spec="every service that requires one that is down, directly or through others")
def test_says_what_is_down(student, evidence):
    """Down are the lone instances of the wave and what requires them; what only uses them is not."""
    services = [
        student.Service("web", 3, ("orders",), ("search",)),
        student.Service("orders", 1, ("payments",)),
        student.Service("payments", 1),
        student.Service("mail", 1, (), ("payments",)),
        student.Service("search", 1),
        student.Service("users", 2),
        student.Service("admin", 1, ("users",)),
    ]
    cases = {
        ("payments",): [(("payments",), ("orders", "payments", "web"))],
        ("search",): [(("search",), ("search",))],
        ("users",): [(("users",), ())],
        ("orders", "payments"): [(("payments",), ("orders", "payments", "web")), (("orders",), ("orders", "web"))],
        ("admin", "search", "users"): [(("search", "users"), ("search",)), (("admin",), ("admin",))],
    }
    for changed, wanted in cases.items():
        found = plan_of(student.plan_microservices(services, changed))
        for _, down in found:
            for name in down:
                evidence.mark("page", name, value="down")
        expect_plan(found, wanted, f"changed: {changed}", WHOLE)


@pytest.mark.task(
    "deploy",
    points=1,
    spec="`CycleError`, whose `services` has all changed services that are on such a circle, and no others",
)
def test_refuses_a_circle(student):
    """Changed services that call each other in a circle have no order, and are named."""
    services = [
        student.Service("a", 1, ("b",)),
        student.Service("b", 1, (), ("c",)),
        student.Service("c", 1, ("a",)),
        student.Service("front", 1, ("a", "front")),
        student.Service("back", 1, (), ("back",)),
    ]
    wanted = [("back", "c"), ("front",)]
    expect_plan(redeployed(student.plan_microservices(services, ["back", "c", "front"])), wanted, "one of the circle")
    for changed, circle in ((("c", "a", "front"), ("a", "c")), (("b", "c", "a", "back"), ("a", "b", "c"))):
        with student.raises("CycleError", tried=f"changed: {changed}", why="any order would be wrong") as caught:
            student.plan_microservices(services, changed)
        found = tuple(caught.value.services)
        assert found == circle, explain(f"{circle}", f"{found}", tried=f"changed: {changed}")


@pytest.mark.task("deploy", points=1, spec="Both raise `ValueError` if two services have the same name")
def test_refuses_names_that_make_no_sense(student):
    """Two of one name, and names that are not there, are refused in both shapes."""
    good = student.Service("users", 2)
    cases = {
        "two of one name": ([good, student.Service("users", 1)], []),
        "an unknown one has changed": ([good], ["users", "search"]),
        "an unknown one is required": ([good, student.Service("web", 2, ("mail",))], []),
        "an unknown one is used": ([good, student.Service("web", 2, (), ("mail",))], ["users"]),
    }
    for plan in (student.plan_monolith, student.plan_microservices):
        expect_plan(redeployed(plan([good], ["users"])), [("users",)], "names that are there")
        for tried, (services, changed) in cases.items():
            with student.raises("ValueError", tried=tried, why="a typing mistake would deploy nothing, silently"):
                plan(services, changed)
