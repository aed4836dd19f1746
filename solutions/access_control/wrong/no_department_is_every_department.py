"""Lets everybody at what belongs to no department.

Fails: test_what_is_missing_is_no_answer[same_department], test_the_error_names_what_is_missing
"""


def same_department(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return not resource.get("department") or _need("user", user, "department") == _need(
        "resource", resource, "department"
    )
