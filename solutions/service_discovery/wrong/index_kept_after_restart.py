"""The highest index ever seen is kept, though the registry counts from the beginning again.

Fails: test_starts_over_when_the_index_goes_back
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
            time.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        index = int(answer.headers["X-Consul-Index"])
        self._index = max(index, self._index)
        before, self._known = self._known, _base_urls(answer.json())
        return {
            "added": [url for url in self._known if url not in before],
            "removed": [url for url in before if url not in self._known],
        }
