"""Lets people delete the posts of their department, whoever owns them.

Fails: nothing_yet
"""


def _own_post(*asked: Any) -> bool:
    return same_department(*asked) and in_business_hours(*asked)
