"""Says that the token is invalid when it has no keys to tell.

Fails: test_without_any_keys_it_says_so, test_an_outage_of_the_auth_server_is_503
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            now = time.monotonic()
            if self._keys is None or now >= self._fresh_until:
                self._ask()
            elif kid not in self._keys and now >= self._quiet_until:
                self._quiet_until = now + self._cooldown
                self._ask()
            if self._keys is None:
                raise TokenInvalid("unknown key")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]
