"""Starts the cooldown once the set has arrived: one failed search follows another.

Fails: test_a_failed_search_starts_the_cooldown
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        elif kid not in self._keys and now >= self._next_search:
            self._search(now)

    def _search(self, now: float) -> None:
        self._fetch()
        if self._quiet_until > now:
            self._quiet_until = now
        else:
            self._next_search = now + self._cooldown
