"""Lets viewers read settings.

Fails: test_a_role_permits_what_the_matrix_says[viewer]
"""

MATRIX = {
    "admin": dict.fromkeys(TYPES, ACTIONS),
    "editor": {"users": ("read",), "posts": ("create", "read", "update"), "settings": ("read",)},
    "viewer": {"posts": ("read",), "settings": ("read",)},
}
