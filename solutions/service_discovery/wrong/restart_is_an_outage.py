"""An index that has gone back is taken for a registry that fails: what the answer says is left for the next poll.

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
        index, asked = int(answer.headers["X-Consul-Index"]), self._index
        self._take_index(index)
        if index < asked:
            time.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        before, self._known = self._known, _base_urls(answer.json())
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}
