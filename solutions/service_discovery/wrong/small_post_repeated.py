"""A method may be repeated unless it is POST or PATCH as these are written: a "post" is sent again.

Fails: test_does_not_repeat_what_may_have_been_done
"""


def _is_idempotent(method: str) -> bool:
    return method not in {"POST", "PATCH"}
