"""Expects every type to stand in the row of a role.

Fails: test_a_role_permits_what_the_matrix_says[editor], test_a_role_permits_what_the_matrix_says[viewer],
    test_an_unknown_role_permits_nothing, test_example_an_editor_writes_posts_and_no_bills,
    test_one_of_several_roles_is_enough, test_what_is_not_in_the_matrix_is_not_permitted
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look into the matrix."""
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return any(action in MATRIX[role][kind] for role in roles if role in MATRIX)
