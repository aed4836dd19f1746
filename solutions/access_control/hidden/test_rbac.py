"""Task rbac: what the matrix permits, and that it permits nothing else."""

import pytest

from . import lesson
from .support import ACTIONS, TYPES, answers, misses

MATRIX = {
    "admin": dict.fromkeys(TYPES, ACTIONS),
    "editor": {"users": ("read",), "posts": ("create", "read", "update"), "settings": ("read",)},
    "viewer": {"posts": ("read",)},
}


def permits(student, roles, action, kind, wanted):
    """Ask whether a user with these roles may do this."""
    words = f"roles {roles}, action {action!r}, type {kind!r}"
    user, resource = {"id": "u-7", "roles": list(roles)}, {"type": kind, "owner": "u-7"}
    answers(student, "has_role_permission", wanted, words, user=user, action=action, resource=resource)


def cells(student, roles, wanted):
    """Ask about each action on each type. ``wanted(action, kind)`` says what the answer is."""
    for kind in TYPES:
        for action in ACTIONS:
            permits(student, roles, action, kind, wanted(action, kind))


@pytest.mark.task("rbac", spec=lesson.MATRIX)
@pytest.mark.parametrize("role", list(MATRIX))
def test_a_role_permits_what_the_matrix_says(student, evidence, role):
    """Each role permits what is in its row of the matrix, and nothing else."""
    permits(student, ["viewer"], "delete", "billing", False)
    user = {"id": "u-7", "roles": [role]}
    for kind in TYPES:
        wanted = MATRIX[role].get(kind, ())
        asked = {action: student.has_role_permission(user, action, {"type": kind}, {}) for action in ACTIONS}
        granted = [action for action, answer in asked.items() if answer is True]
        evidence.mark("roles", role, kind, value=", ".join(granted) or "–", wanted=", ".join(wanted) or "–")
    cells(student, [role], lambda action, kind: action in MATRIX[role].get(kind, ()))


@pytest.mark.task("rbac", spec=lesson.ONE_ROLE)
def test_one_of_several_roles_is_enough(student):
    """A user with several roles may do what any of them permits, in whatever order, also beside an unknown one."""
    for roles in (["viewer", "admin"], ["admin", "viewer"], ["viewer", "editor", "admin"]):
        for action, kind in (("update", "billing"), ("create", "settings")):
            permits(student, roles, action, kind, True)
    for roles in (["viewer", "editor"], ["editor", "viewer"]):
        permits(student, roles, "update", "posts", True)
        permits(student, roles, "read", "settings", True)
        permits(student, roles, "update", "settings", False)
    for roles in (["guest", "viewer"], ["viewer", "guest"]):
        permits(student, roles, "read", "posts", True)
        permits(student, roles, "read", "users", False)


@pytest.mark.task("rbac", spec=(lesson.NOT_IN_TABLE, lesson.NO_ROLES, lesson.EXACTLY))
def test_an_unknown_role_permits_nothing(student):
    """A role that is not in the matrix permits nothing, to the letter; neither does an empty list of roles."""
    for role in ("owner", "superadmin", "administrator", "adm", "*", "Admin", " admin", "EDITOR", "viewer ", ""):
        for action, kind in (("read", "posts"), ("update", "posts"), ("delete", "billing")):
            permits(student, [role], action, kind, False)
    for action, kind in (("read", "posts"), ("read", "users"), ("delete", "billing")):
        permits(student, [], action, kind, False)


@pytest.mark.task("rbac", spec=(lesson.NOT_IN_TABLE, lesson.EXACTLY))
def test_what_is_not_in_the_matrix_is_not_permitted(student):
    """An action or a type that is not in the matrix, to the letter, is permitted to nobody, admins included."""
    permits(student, ["admin"], "update", "posts", True)
    for action in ("export", "list", "rea", "READ", "Delete", "*", "", " read", "read,update"):
        for kind in TYPES:
            permits(student, ["admin"], action, kind, False)
    for kind in ("invoices", "post", "Posts", "billing ", "*", "audit_log"):
        for action in ACTIONS:
            permits(student, ["admin"], action, kind, False)


@pytest.mark.task("rbac", spec=(lesson.NEEDS_ROLES, lesson.IS_MISSING))
def test_without_roles_or_a_type_there_is_no_answer(student):
    """If the roles are not a list, or the resource has no type, the condition raises MissingAttributeError."""
    permits(student, ["admin"], "read", "posts", True)
    posts = {"type": "posts"}
    for roles in (None, "", "admin", "viewer", "administrator", 7, {"admin": True}, True):
        misses(student, "has_role_permission", f"roles {roles!r}", user={"id": "u-7", "roles": roles}, resource=posts)
    misses(student, "has_role_permission", "a user without roles", user={"id": "u-7"}, resource=posts)
    for resource in ({}, {"type": None}, {"type": ""}, {"type": 7}, {"id": "p-1", "owner": "root"}):
        admin = {"id": "root", "roles": ["admin"]}
        misses(student, "has_role_permission", f"an admin, the resource {resource}", user=admin, resource=resource)
    for roles in ([], ["guest"], ["viewer"]):
        words = f"roles {roles}, a resource without a type"
        misses(student, "has_role_permission", words, user={"roles": roles}, resource={}, action="export")
