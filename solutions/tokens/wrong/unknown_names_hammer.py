"""Asks anew for each unknown name: anybody can make it flood the auth server.

Fails: test_unknown_names_do_not_hammer_the_auth_server
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            now = time.monotonic()
            if self._keys is None or now >= self._fresh_until:
                self._ask()
            elif kid not in self._keys:
                self._quiet_until = now + self._cooldown
                self._ask()
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]
