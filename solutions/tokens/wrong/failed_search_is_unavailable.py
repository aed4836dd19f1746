"""Says that there are no keys when the search for one of them failed.

Fails: test_a_failed_search_leaves_a_fresh_set_fresh, test_a_failed_search_starts_the_cooldown,
    test_after_a_failed_request_nobody_is_asked, test_with_known_keys_nobody_notices_an_outage
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
