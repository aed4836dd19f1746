"""Lets nobody delete users, not even admins.

Fails: test_a_role_permits_what_the_matrix_says[admin]
"""

MATRIX = {
    "admin": {**dict.fromkeys(TYPES, ACTIONS), "users": ("create", "read", "update")},
    "editor": {"users": ("read",), "posts": ("create", "read", "update"), "settings": ("read",)},
    "viewer": {"posts": ("read",)},
}
