"""Does not look at the clock when somebody deletes their own post.

Fails: nothing_yet
"""


def _own_post(*asked: Any) -> bool:
    return is_owner(*asked) and same_department(*asked)
