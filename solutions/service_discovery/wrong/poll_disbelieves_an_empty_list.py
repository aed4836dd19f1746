"""A poll that finds nobody takes it for a mistake of the registry, and keeps the list.

Fails: test_waits_where_nobody_is_left
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
        self._take_index(int(answer.headers["X-Consul-Index"]))
        before, self._known = self._known, _base_urls(answer.json()) or self._known
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}
