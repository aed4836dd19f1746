"""Returns None for an unknown name.

Fails: test_unknown_names_do_not_hammer_the_auth_server, test_a_retired_key_is_forgotten,
    test_a_bad_token_is_called_invalid, test_a_rotation_amid_unknown_names_is_seen
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
                raise KeysUnavailable("the auth server has never given its keys")
            return self._keys.get(kid)
