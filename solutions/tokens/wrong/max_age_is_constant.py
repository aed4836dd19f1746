"""Keeps the keys for five minutes, whatever it was told.

Fails: test_a_renewal_does_not_end_the_cooldown, test_a_set_that_was_fetched_for_a_new_key_is_fresh,
    test_keys_are_fetched_once_per_max_age
"""


class KeyCache:
    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = _by_name(answer.json()["keys"])
            self._fresh_until = time.monotonic() + 300
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._quiet_until = time.monotonic() + self._cooldown
