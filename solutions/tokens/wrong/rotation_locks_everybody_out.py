"""Trusts the set for max_age; a new key is unknown until then.

Fails: test_a_new_key_is_found_at_once, test_keys_are_shared_by_all_requests,
    test_a_rotation_amid_unknown_names_is_seen
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            now = time.monotonic()
            if self._keys is None or now >= self._fresh_until:
                self._ask()
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]
