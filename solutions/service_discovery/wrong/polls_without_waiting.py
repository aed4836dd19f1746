"""The index is never sent along, so that the registry always answers at once and the loop never rests.

Fails: test_a_poll_waits_at_the_registry_when_nothing_changes
"""


class Watcher:
    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        params = {"passing": "true"}
        try:
            answer = self._http.get(self._path, params=params)
            answer.raise_for_status()
        except httpx.HTTPError:
            time.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        index = int(answer.headers["X-Consul-Index"])
        self._index = 0 if index < self._index else index
        before, self._known = self._known, _base_urls(answer.json())
        return {
            "added": [url for url in self._known if url not in before],
            "removed": [url for url in before if url not in self._known],
        }
