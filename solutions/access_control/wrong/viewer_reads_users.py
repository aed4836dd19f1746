"""Lets viewers read users.

Fails: test_a_role_permits_what_the_matrix_says[viewer], test_an_unknown_role_permits_nothing,
    test_one_of_several_roles_is_enough
"""

MATRIX = {
    "admin": dict.fromkeys(TYPES, ACTIONS),
    "editor": {"users": ("read",), "posts": ("create", "read", "update"), "settings": ("read",)},
    "viewer": {"posts": ("read",), "users": ("read",)},
}
