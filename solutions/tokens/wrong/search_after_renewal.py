"""Asks a second time for a name that is not in the set that has just arrived.

Fails: test_one_get_sends_one_request
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        if self._keys is not None and kid not in self._keys and now >= self._next_search:
            self._next_search = now + self._cooldown
            self._fetch()
