"""Asks the auth server for each token.

Fails: test_keys_are_fetched_once_per_max_age, test_a_new_key_is_found_at_once,
    test_an_outage_is_not_waited_for_on_each_call, test_keys_are_shared_by_all_requests
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            now = time.monotonic()
            if True:
                self._ask()
            elif kid not in self._keys and now >= self._quiet_until:
                self._quiet_until = now + self._cooldown
                self._ask()
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]
