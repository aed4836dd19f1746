"""Waits for five minutes between searches unless told otherwise.

Fails: test_the_cache_of_keys_has_its_default_settings, test_the_cooldown_is_half_a_minute,
    test_without_any_keys_the_answer_is_503
"""


class KeyCache:
    def __init__(self, url: str, *, max_age: float = 300, cooldown: float = 300) -> None:
        self._url = url
        self._max_age = max_age
        self._cooldown = cooldown
        self._lock = threading.Lock()
        self._keys: dict[str, dict[str, Any]] | None = None
        self._fresh_until = self._next_search = self._quiet_until = float("-inf")
