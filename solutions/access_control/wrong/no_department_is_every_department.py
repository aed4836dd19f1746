"""Lets everybody at what belongs to no department.

Fails: nothing_yet
"""


def same_department(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return not resource.get("department") or _need("user", user, "department") == _need(
        "resource", resource, "department"
    )
