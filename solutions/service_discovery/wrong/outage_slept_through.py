"""After a failure the next poll follows ten seconds later instead of one.

Fails: test_keeps_what_it_knows_during_an_outage, test_gives_a_poll_wait_and_two_more_seconds,
test_a_first_poll_that_fails_is_followed_by_a_first_one
"""


class Watcher:
    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        try:
            answer = self._http.get(self._path, params=self._query())
            answer.raise_for_status()
        except httpx.HTTPError:
            time.sleep(10 * RETRY_PAUSE)
            return {"added": [], "removed": []}
        self._take_index(int(answer.headers["X-Consul-Index"]))
        before, self._known = self._known, _base_urls(answer.json())
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}
