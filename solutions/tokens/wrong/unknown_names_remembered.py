"""Remembers which names were unknown, and asks for them no more.

Fails: test_a_failed_search_starts_the_cooldown, test_the_cache_of_keys_has_its_default_settings,
    test_the_cooldown_is_half_a_minute
"""


class KeyCache:
    def __init__(self, url: str, *, max_age: float = 300, cooldown: float = 30) -> None:
        self._url = url
        self._max_age = max_age
        self._cooldown = cooldown
        self._lock = threading.Lock()
        self._keys: dict[str, dict[str, Any]] | None = None
        self._fresh_until = self._next_search = self._quiet_until = float("-inf")
        self._missed: set[str] = set()

    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        elif kid not in self._keys and kid not in self._missed and now >= self._next_search:
            self._missed.add(kid)
            self._next_search = now + self._cooldown
            self._fetch()
