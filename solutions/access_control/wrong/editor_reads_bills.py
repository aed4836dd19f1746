"""Lets editors read what is under billing.

Fails: test_a_role_permits_what_the_matrix_says[editor], test_example_an_editor_writes_posts_and_no_bills,
    test_one_of_several_roles_is_enough
"""

MATRIX = {
    "admin": dict.fromkeys(TYPES, ACTIONS),
    "editor": {
        "users": ("read",),
        "posts": ("create", "read", "update"),
        "settings": ("read",),
        "billing": ("read",),
    },
    "viewer": {"posts": ("read",)},
}
