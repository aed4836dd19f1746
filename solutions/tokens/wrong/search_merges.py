"""Adds what a search finds to the known keys; a withdrawn key lives on until max_age.

Fails: test_a_search_forgets_withdrawn_keys
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        elif kid not in self._keys and now >= self._next_search:
            self._next_search = now + self._cooldown
            before = self._keys
            self._fetch()
            self._keys = {**before, **self._keys}
