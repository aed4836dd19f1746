"""Lets the KeyError of an unknown name out.

Fails: test_?
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            if time.monotonic() >= self._quiet_until:
                self._renew_for(kid)
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            return self._keys[kid]
