"""Keeps the keys for an hour unless told otherwise.

Fails: test_keys_are_kept_for_five_minutes, test_the_cache_of_keys_has_its_default_settings
"""


class KeyCache:
    def __init__(self, url: str, *, max_age: float = 3600, cooldown: float = 30) -> None:
        self._url = url
        self._max_age = max_age
        self._cooldown = cooldown
        self._lock = threading.Lock()
        self._keys: dict[str, dict[str, Any]] | None = None
        self._fresh_until = self._next_search = self._quiet_until = float("-inf")
