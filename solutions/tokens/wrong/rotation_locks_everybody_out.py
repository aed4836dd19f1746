"""Trusts the set for max_age; a new key is unknown until then.

Fails: test_?
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
