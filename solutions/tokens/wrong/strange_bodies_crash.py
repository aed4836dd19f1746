"""Expects that an answer of 200 is a key set.

Fails: test_known_keys_outlast_an_outage
"""


class KeyCache:
    def _ask(self) -> None:
        """Fetch the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = {key["kid"]: key for key in answer.json()["keys"] if "kid" in key}
            self._fresh_until = time.monotonic() + self._max_age
        except httpx.HTTPError:
            self._fresh_until = self._quiet_until = time.monotonic() + self._cooldown
