"""Lets nobody delete users, admins neither.

Fails: test_a_role_permits_what_the_matrix_says[admin], test_one_of_several_roles_is_enough
"""

MATRIX = {
    "admin": {**dict.fromkeys(TYPES, ACTIONS), "users": ("create", "read", "update")},
    "editor": {"users": ("read",), "posts": ("create", "read", "update"), "settings": ("read",)},
    "viewer": {"posts": ("read",)},
}
