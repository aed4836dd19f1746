"""Leaves the set as old as it was when a search has fetched it anew.

Fails: test_a_set_that_was_fetched_for_a_new_key_is_fresh
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        elif kid not in self._keys and now >= self._next_search:
            self._next_search = now + self._cooldown
            fresh_until = self._fresh_until
            self._fetch()
            self._fresh_until = fresh_until
