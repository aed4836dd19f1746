"""What is known is kept in the module: two watchers of two services share it.

Fails: test_two_watchers_do_not_mix
"""

KNOWN: list[str] = []


class Watcher:
    def instances(self) -> list[str]:
        """Return what is known, without asking anybody."""
        return list(KNOWN) if self._index else []

    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        try:
            answer = self._http.get(self._path, params=self._query())
            answer.raise_for_status()
        except httpx.HTTPError:
            time.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        self._take_index(int(answer.headers["X-Consul-Index"]))
        before, self._known = self._known, _base_urls(answer.json())
        KNOWN[:] = self._known
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}
