"""Takes an object for a list of keys.

Fails: test_known_keys_outlast_a_failed_request[no set]
"""


def _by_name(keys: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the keys of a set by their names. Raises TypeError if it is not a list."""
    return {key["kid"]: key for key in keys if "kid" in key}
