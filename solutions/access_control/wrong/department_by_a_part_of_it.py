"""Looks for the user's department in the text of the resource's.

Fails: test_the_departments_are_the_same
"""


def same_department(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return _need("user", user, "department") in _need("resource", resource, "department")
