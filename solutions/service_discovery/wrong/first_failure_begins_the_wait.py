"""A first poll that fails counts as an answer: the next one waits for a change.

Fails: test_a_first_poll_that_fails_is_followed_by_a_first_one
"""


class Watcher:
    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        try:
            answer = self._http.get(self._path, params=self._query())
            answer.raise_for_status()
        except httpx.HTTPError:
            time.sleep(RETRY_PAUSE)
            self._index = self._index or 1000
            return {"added": [], "removed": []}
        self._take_index(int(answer.headers["X-Consul-Index"]))
        before, self._known = self._known, _base_urls(answer.json())
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}
