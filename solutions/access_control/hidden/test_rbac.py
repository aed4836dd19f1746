"""Task rbac: what the matrix permits, and that it permits nothing else."""

import pytest

from .support import ACTIONS, TYPES, answers, misses

MATRIX = {
    "admin": dict.fromkeys(TYPES, ACTIONS),
    "editor": {"users": ("read",), "posts": ("create", "read", "update"), "settings": ("read",)},
    "viewer": {"posts": ("read",)},
}


def cells(student, roles, wanted):
    """Ask about each action on each type. ``wanted(action, kind)`` says what the answer is."""
    for kind in TYPES:
        for action in ACTIONS:
            words = f"roles {roles}, action {action!r}, type {kind!r}"
            user, resource = {"id": "u-7", "roles": list(roles)}, {"type": kind, "owner": "u-7"}
            answers(
                student, "has_role_permission", wanted(action, kind), words, user=user, action=action, resource=resource
            )


@pytest.mark.task("rbac")
@pytest.mark.parametrize("role", list(MATRIX))
def test_a_role_permits_what_the_matrix_says(student, role):
    """Each role permits what stands in its row of the matrix, and nothing else."""
    cells(student, [role], lambda action, kind: action in MATRIX[role].get(kind, ()))


@pytest.mark.task("rbac")
def test_one_of_several_roles_is_enough(student):
    """A user with several roles may do what any of them permits, in whatever order they stand."""
    for roles in (["viewer", "editor"], ["editor", "viewer"], ["viewer", "viewer"]):
        rows = [MATRIX[role] for role in roles]
        cells(student, roles, lambda action, kind, rows=rows: any(action in row.get(kind, ()) for row in rows))
    cells(student, ["viewer", "editor", "admin"], lambda action, kind: True)


@pytest.mark.task("rbac")
def test_an_unknown_role_permits_nothing(student):
    """A role that does not stand in the matrix permits nothing, and takes nothing away from one that does."""
    for role in ("owner", "superadmin", "administrator", "adm", "*", "Admin", " admin", "EDITOR", "viewer "):
        cells(student, [role], lambda action, kind: False)
    for roles in (["guest", "viewer"], ["viewer", "guest"]):
        cells(student, roles, lambda action, kind: (action, kind) == ("read", "posts"))


@pytest.mark.task("rbac")
def test_no_roles_permit_nothing(student):
    """A user with an empty list of roles may do nothing."""
    cells(student, [], lambda action, kind: False)


@pytest.mark.task("rbac")
def test_what_is_not_in_the_matrix_is_not_permitted(student):
    """Actions and types that do not stand in the matrix, to the letter, are permitted to nobody, admins included."""
    admin = {"id": "root", "roles": ["admin", "editor", "viewer"]}
    answers(student, "has_role_permission", True, "an admin reads posts", user=admin, resource={"type": "posts"})
    for action in ("export", "list", "rea", "READ", "Delete", "*", "", " read", "read,update"):
        for kind in TYPES:
            words = f"an admin, action {action!r}, type {kind!r}"
            answers(student, "has_role_permission", False, words, user=admin, action=action, resource={"type": kind})
    for kind in ("invoices", "post", "Posts", "billing ", "*", "audit_log"):
        for action in ACTIONS:
            words = f"an admin, action {action!r}, type {kind!r}"
            answers(student, "has_role_permission", False, words, user=admin, action=action, resource={"type": kind})


@pytest.mark.task("rbac", points=0.5)
def test_roles_that_are_missing_are_no_answer(student):
    """Without a list of roles the condition can't be told."""
    posts = {"type": "posts"}
    answers(student, "has_role_permission", True, "a viewer", user={"roles": ["viewer"]}, resource=posts)
    for roles in (None, "", "admin", "viewer", "administrator", 7, {"admin": True}, True):
        misses(student, "has_role_permission", f"roles {roles!r}", user={"id": "u-7", "roles": roles}, resource=posts)
    misses(student, "has_role_permission", "a user without roles", user={"id": "u-7"}, resource=posts)


@pytest.mark.task("rbac", points=0.5)
def test_a_type_that_is_missing_is_no_answer(student):
    """Without a type of the resource the condition can't be told."""
    admin = {"id": "root", "roles": ["admin"]}
    answers(student, "has_role_permission", True, "an admin, type 'billing'", user=admin, resource={"type": "billing"})
    for resource in ({}, {"type": None}, {"type": ""}, {"type": 7}, {"id": "p-1", "owner": "root"}):
        misses(student, "has_role_permission", f"the resource {resource}", user=admin, resource=resource)
