"""Fetches the keys once; after that only an unknown name makes it ask.

Fails: test_a_renewal_does_not_end_the_cooldown, test_a_set_that_was_fetched_for_a_new_key_is_fresh,
    test_keys_are_fetched_once_per_max_age, test_the_cache_of_keys_has_its_default_settings
"""


class KeyCache:
    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None:
            self._fetch()
        elif kid not in self._keys and now >= self._next_search:
            self._next_search = now + self._cooldown
            self._fetch()
