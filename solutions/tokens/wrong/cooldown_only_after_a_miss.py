"""Starts the cooldown if the name was not found; each new key is another request.

Fails: test_a_name_that_was_found_starts_the_cooldown
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        elif kid not in self._keys and now >= self._next_search:
            self._fetch()
            if kid not in self._keys:
                self._next_search = now + self._cooldown
