"""A registry that fails raises out of poll(), and whoever follows the changes stops.

Fails: test_keeps_what_it_knows_during_an_outage, test_gives_a_poll_wait_and_two_more_seconds,
test_goes_on_where_it_was_after_an_outage, test_a_first_poll_that_fails_is_followed_by_a_first_one
"""


class Watcher:
    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        try:
            answer = self._http.get(self._path, params=self._query())
            answer.raise_for_status()
        except httpx.HTTPError as error:
            time.sleep(RETRY_PAUSE)
            raise RegistryError("the registry failed") from error
            return {"added": [], "removed": []}
        self._take_index(int(answer.headers["X-Consul-Index"]))
        before, self._known = self._known, _base_urls(answer.json())
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}
