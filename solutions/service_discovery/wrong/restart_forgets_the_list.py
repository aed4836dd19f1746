"""When the index has gone back, a poll compares with an empty list: everybody is told as added, nobody as removed.

Fails: test_tells_what_a_restart_has_changed
"""


class Watcher:
    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        try:
            answer = self._http.get(self._path, params=self._query())
            answer.raise_for_status()
        except httpx.HTTPError:
            time.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        index = int(answer.headers["X-Consul-Index"])
        before, self._known = [] if index < self._index else self._known, _base_urls(answer.json())
        self._take_index(index)
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}
