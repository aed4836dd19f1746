"""Instead of waiting at the registry it sleeps and then asks: every change is heard late.

Fails: test_a_poll_tells_what_has_changed, test_hears_of_a_change_while_it_waits,
test_keeps_what_it_knows_during_an_outage, test_gives_a_poll_wait_and_two_more_seconds
"""


class Watcher:
    def _query(self) -> dict[str, str]:
        """Ask to wait for something newer than what is known, if anything is."""
        if self._index:
            time.sleep(self._wait)
        return {"passing": "true"}
