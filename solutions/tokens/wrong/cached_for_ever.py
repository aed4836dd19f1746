"""Fetches the keys once; after that only an unknown name makes it ask.

Fails: test_keys_are_fetched_once_per_max_age, test_an_outage_is_not_waited_for_on_each_call
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            now = time.monotonic()
            if self._keys is None:
                self._ask()
            elif kid not in self._keys and now >= self._quiet_until:
                self._quiet_until = now + self._cooldown
                self._ask()
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]
