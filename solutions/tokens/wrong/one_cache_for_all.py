"""Keeps the keys in the class, where all caches find them.

Fails: test_two_caches_have_nothing_in_common
"""


class KeyCache:
    _keys: dict[str, dict[str, Any]] | None = None

    def __init__(self, url: str, *, max_age: float = 300, cooldown: float = 30) -> None:
        self._url = url
        self._max_age = max_age
        self._cooldown = cooldown
        self._lock = threading.Lock()
        self._fresh_until = self._next_search = self._quiet_until = float("-inf")

    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            KeyCache._keys = _by_name(answer.json()["keys"])
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._quiet_until = time.monotonic() + self._cooldown
