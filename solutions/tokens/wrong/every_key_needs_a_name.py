"""Stumbles over a key in the set that has no name.

Fails: test_keys_without_a_name_do_not_disturb
"""


class KeyCache:
    def _ask(self) -> None:
        """Fetch the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = {key["kid"]: key for key in answer.json()["keys"]}
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._fresh_until = self._quiet_until = time.monotonic() + self._cooldown
