"""Says that the token is invalid when it has no keys to tell.

Fails: test_without_any_keys_it_says_so, test_without_any_keys_the_answer_is_503
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            if time.monotonic() >= self._quiet_until:
                self._renew_for(kid)
            if self._keys is None:
                raise TokenInvalid("the auth server has never given its keys")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]
