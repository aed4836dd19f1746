"""Loads every key of the set when it arrives, and stumbles over one of an unknown kind.

Fails: test_other_keys_do_not_disturb_the_cache
"""


class KeyCache:
    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            keys = _by_name(answer.json()["keys"])
            for key in keys.values():
                jwt.PyJWK(key)
            self._keys = keys
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, jwt.PyJWTError, ValueError, KeyError, TypeError):
            self._quiet_until = time.monotonic() + self._cooldown
