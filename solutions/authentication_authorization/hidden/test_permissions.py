"""Task ``permissions``: what somebody may do, and that nobody may do the rest."""

from __future__ import annotations

import pytest

from grader.suite import StudentError, explain

from . import lesson
from .support import outcome, said

RULES = {
    "GET /health": "public",
    "GET /me": set(),
    "GET /seats": {"seats:read"},
    "PUT /seats/{seat}": ["seats:write"],
    "DELETE /seats/{seat}": ("seats:write", "seats:free"),
    "GET /reports": frozenset({"reports:read", "billing:read"}),
}


@pytest.fixture
def policy(student):
    """A policy with rules of each kind."""
    return student.Policy(RULES)


def decides(student, policy, route, permissions, wanted, why="") -> None:
    """See what `check` says. ``permissions``: None is nobody. ``wanted``: "yes", or the name of an exception."""
    identity = None
    if permissions is not None:
        identity = student.Identity(username="ann", permissions=frozenset(permissions))
    found = outcome(policy.check, identity, *route.split(" "))
    right = wanted in found.names if isinstance(found, StudentError) else wanted == "yes"
    who = "nobody" if permissions is None else f"somebody with {sorted(permissions)}"
    assert right, explain(f"{wanted} for {who} at {route}", "yes" if found is None else said(found), why=why)


@pytest.mark.task("permissions", points=1, spec=lesson.ALL_OF_THEM)
def test_asks_for_every_permission_of_a_rule(student, policy):
    """Who has all of the permissions may, be they more; who lacks one may not. A rule is a set, list or tuple."""
    for route, needed in (
        ("GET /seats", ["seats:read"]),
        ("PUT /seats/{seat}", ["seats:write"]),
        ("DELETE /seats/{seat}", ["seats:write", "seats:free"]),
        ("GET /reports", ["reports:read", "billing:read"]),
    ):
        decides(student, policy, route, needed, "yes")
        decides(student, policy, route, [*needed, "more"], "yes")
        decides(student, policy, route, [], "PermissionDenied")
        for lacking in needed:
            decides(student, policy, route, {*needed, "more"} - {lacking}, "PermissionDenied", "one is not all")


@pytest.mark.task("permissions", points=1, spec=lesson.ALL_OF_THEM)
def test_compares_permissions_to_the_letter(student, policy):
    """A permission that is longer, shorter or written otherwise is another one."""
    decides(student, policy, "GET /seats", ["seats:read"], "yes")
    for other in ("seats:readonly", "seats:rea", "seats", "my-seats:read", "SEATS:READ", "seats:*", "*", " seats:read"):
        decides(student, policy, "GET /seats", [other], "PermissionDenied")
    decides(student, policy, "GET /seats", list("seats:read"), "PermissionDenied")
    decides(student, policy, "GET /seats", ["seats:read seats:write"], "PermissionDenied")
    decides(student, policy, "PUT /seats/{seat}", ["seats:read", "seats:write"], "yes")


@pytest.mark.task("permissions", points=1, spec=(lesson.EVERY_IDENTITY, lesson.PUBLIC, lesson.ALL_OF_THEM))
def test_tells_any_user_from_everybody(student, policy):
    """A rule without permissions lets every identity in and nobody else; what is public is for everybody."""
    for nothing in (set(), [], ()):
        own = student.Policy({"GET /me": nothing})
        for permissions in ([], ["seats:read"]):
            decides(student, own, "GET /me", permissions, "yes")
        decides(student, own, "GET /me", None, "NotAuthenticated", "any user is not everybody")
    for rule in ({"public"}, ["public"], ("public", "seats:read"), frozenset({"public"})):
        own = student.Policy({"GET /me": rule})
        decides(student, own, "GET /me", None, "NotAuthenticated", "a permission of that name is not `PUBLIC`")
        decides(student, own, "GET /me", ["public", "seats:read"], "yes")
    for permissions in (None, [], ["seats:read"]):
        decides(student, policy, "GET /health", permissions, "yes")


@pytest.mark.task("permissions", points=1, spec=(lesson.NO_RULE, lesson.EXACTLY))
def test_refuses_what_no_rule_names(student, policy):
    """Without a rule for just this method and path nobody may, whatever they have."""
    everything = ["seats:read", "seats:write", "seats:free", "reports:read", "billing:read", "public", "*", ""]
    decides(student, policy, "GET /seats", everything, "yes")
    for route in (
        *(
            "POST /seats",
            "HEAD /seats",
            "get /seats",
            "DELETE /seats",
            "PUT /health",
            "POST /health",
            "GET /health/more",
        ),
        *("GET /seats/", "GET /seats/{seat}", "GET /seat", "GET /", "GET /SEATS", "GET /nothing", "PUT /seats/A1"),
    ):
        decides(student, policy, route, everything, "PermissionDenied", "deny by default")
    decides(student, student.Policy({}), "GET /seats", everything, "PermissionDenied", "deny by default")
    decides(student, policy, "PUT /seats/{seat}", everything, "yes")


@pytest.mark.task("permissions", points=1, spec=lesson.NOBODY)
def test_tells_a_stranger_nothing(student, policy):
    """Nobody gets the same answer for a rule and for none: to say who they are."""
    decides(student, policy, "GET /health", None, "yes")
    for route in ("GET /me", "GET /seats", "DELETE /seats/{seat}", "GET /nothing", "POST /health"):
        decides(student, policy, route, None, "NotAuthenticated", "a 403 would tell a stranger which routes there are")
        with student.raises("NotAuthenticated") as caught:
            policy.check(None, *route.split(" "))
        assert caught.value.scheme == "", explain("scheme '', as nothing was shown", f"{caught.value.scheme!r}")
    decides(student, policy, "GET /health", None, "yes")
