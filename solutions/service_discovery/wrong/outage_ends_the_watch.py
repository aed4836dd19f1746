"""A registry that fails raises out of poll(), and whoever follows the changes stops.

Fails: test_keeps_what_it_knows_during_an_outage
"""


class Watcher:
    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        params = {"passing": "true"}
        if self._index:
            params |= {"index": str(self._index), "wait": f"{self._wait:g}s"}
        answer = self._http.get(self._path, params=params)
        answer.raise_for_status()
        index = int(answer.headers["X-Consul-Index"])
        self._index = 0 if index < self._index else index
        before, self._known = self._known, _base_urls(answer.json())
        return {
            "added": [url for url in self._known if url not in before],
            "removed": [url for url in before if url not in self._known],
        }
