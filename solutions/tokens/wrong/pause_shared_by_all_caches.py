"""Remembers in the class for which URLs an unknown name has caused a request just now: one cache waits for another.

Fails: test_applications_with_the_same_keys_do_not_share_them
"""


class KeyCache:
    """The auth server's public keys."""

    _searches: dict[str, float] = {}

    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        elif kid not in self._keys and now >= self._searches.get(self._url, 0):
            self._searches[self._url] = now + self._cooldown
            self._fetch()
