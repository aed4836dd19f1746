"""While the auth server is down a stale set is asked for at each call.

Fails: test_after_a_failed_request_nobody_is_asked
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            self._renew_for(kid)
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]

    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        elif kid not in self._keys and now >= max(self._next_search, self._quiet_until):
            self._next_search = now + self._cooldown
            self._fetch()
