"""Keeps of a key what it needs itself.

Fails: test_a_key_is_given_as_it_was_published
"""

KEPT = ("kty", "kid", "alg", "crv", "x", "y", "n", "e")


def _by_name(keys: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the keys of a set by their names. Raises TypeError if it is not a list."""
    if not isinstance(keys, list):
        raise TypeError("no list of keys")
    return {key["kid"]: {name: key[name] for name in KEPT if name in key} for key in keys if "kid" in key}
