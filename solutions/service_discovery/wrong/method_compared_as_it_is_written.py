"""A method in small letters is taken for one that must not be repeated.

Fails: test_repeats_every_idempotent_method
"""


def _is_idempotent(method: str) -> bool:
    return method in IDEMPOTENT
