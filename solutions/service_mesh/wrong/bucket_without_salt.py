"""Leaves the salt out.

Fails: test_breaks_nothing_else, test_gives_a_key_its_place, test_keeps_a_user_with_a_version,
    test_picks_faults_by_percent, test_sends_a_call_to_its_version, test_splits_by_weight
"""


def bucket(salt: str, key: str, size: int) -> int:
    """A number from 0 to ``size - 1`` for a key, the same everywhere and always."""
    digest = hashlib.sha256(f"{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % size
