"""Asks the auth server for each token.

Fails: test_a_new_key_is_found_at_once, test_keys_are_fetched_once_per_max_age, test_keys_are_shared_by_all_requests,
    test_unknown_names_do_not_hammer_the_auth_server
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if True:
            self._fetch()
        elif kid not in self._keys and now >= self._next_search:
            self._next_search = now + self._cooldown
            self._fetch()
