"""Instead of waiting at the registry it sleeps and then asks: every change is heard late.

Fails: test_a_poll_tells_what_has_changed, test_hears_of_a_change_while_it_waits
"""


class Watcher:
    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        if self._index:
            time.sleep(self._wait)
        try:
            answer = self._http.get(self._path, params={"passing": "true"})
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
