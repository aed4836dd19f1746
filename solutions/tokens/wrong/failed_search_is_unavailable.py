"""Says that there are no keys when the search for one of them failed.

Fails: test_?
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            if time.monotonic() >= self._quiet_until:
                self._renew_for(kid)
            if self._keys is None or (kid not in self._keys and self._quiet_until > time.monotonic()):
                raise KeysUnavailable("the auth server has not given that key")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]
