"""Does not look at the department of a post.

Fails: nothing_yet
"""


def _own_post(*asked: Any) -> bool:
    return is_owner(*asked) and in_business_hours(*asked)
