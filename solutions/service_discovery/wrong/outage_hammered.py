"""After a failure the next poll follows at once: a loop around it hits the registry without a pause.

Fails: test_keeps_what_it_knows_during_an_outage
"""


class Watcher:
    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        params = {"passing": "true"}
        if self._index:
            params |= {"index": str(self._index), "wait": f"{self._wait:g}s"}
        try:
            answer = self._http.get(self._path, params=params)
            answer.raise_for_status()
        except httpx.HTTPError:
            return {"added": [], "removed": []}
        index = int(answer.headers["X-Consul-Index"])
        self._index = 0 if index < self._index else index
        before, self._known = self._known, _base_urls(answer.json())
        return {
            "added": [url for url in self._known if url not in before],
            "removed": [url for url in before if url not in self._known],
        }
