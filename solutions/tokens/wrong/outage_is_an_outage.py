"""Throws the known keys away when the auth server can't be asked.

Fails: test_known_keys_outlast_an_outage, test_an_outage_of_the_auth_server_is_503
"""


class KeyCache:
    def _ask(self) -> None:
        """Fetch the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = {key["kid"]: key for key in answer.json()["keys"] if "kid" in key}
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._keys = None
            self._fresh_until = self._quiet_until = time.monotonic() + self._cooldown
