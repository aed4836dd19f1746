"""Stumbles over a key in the set that has no name.

Fails: test_other_keys_do_not_disturb_the_cache
"""


def _by_name(keys: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the keys of a set by their names. Raises TypeError if it is not a list."""
    if not isinstance(keys, list):
        raise TypeError("no list of keys")
    return {key["kid"]: key for key in keys}
