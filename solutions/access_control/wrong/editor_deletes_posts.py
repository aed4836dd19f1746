"""Lets editors delete posts.

Fails: test_a_role_permits_what_the_matrix_says[editor], test_the_whole_way
"""

MATRIX = {
    "admin": dict.fromkeys(TYPES, ACTIONS),
    "editor": {"users": ("read",), "posts": ACTIONS, "settings": ("read",)},
    "viewer": {"posts": ("read",)},
}
