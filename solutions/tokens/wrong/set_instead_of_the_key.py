"""Gives a key set with the key in it, ready for verify_token, instead of the key.

Fails: test_a_good_token_gets_an_answer, test_the_first_get_fetches_the_keys
Breaks the whole: each test of the cache sees by its keys what it has fetched.
"""


class KeyCache:
    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            if time.monotonic() >= self._quiet_until:
                self._renew_for(kid)
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return {"keys": [self._keys[kid]]}
