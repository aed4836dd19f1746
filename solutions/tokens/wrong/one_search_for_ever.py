"""Asks for an unknown name once, and never again.

Fails: test_a_failed_search_starts_the_cooldown, test_a_name_that_was_found_starts_the_cooldown,
    test_the_cache_of_keys_has_its_default_settings, test_unknown_names_do_not_hammer_the_auth_server
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        elif kid not in self._keys and now >= self._next_search:
            self._next_search = float("inf")
            self._fetch()
