"""While the auth server is down an unknown name still causes a request.

Fails: test_after_a_failed_request_nobody_is_asked
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            if time.monotonic() >= self._quiet_until or (self._keys is not None and kid not in self._keys):
                self._renew_for(kid)
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]

    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= max(self._fresh_until, self._quiet_until):
            self._fetch()
            return
        if kid not in self._keys and now >= self._next_search:
            self._next_search = now + self._cooldown
            self._fetch()
