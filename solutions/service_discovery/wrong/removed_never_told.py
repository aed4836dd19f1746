"""Who has gone is never told.

Fails: test_knows_base_urls_with_their_ports, test_follows_the_healthy_instances_only,
test_a_poll_tells_what_has_changed, test_gives_a_poll_wait_and_two_more_seconds
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
        before, self._known = self._known, _base_urls(answer.json())
        return {"added": _without(self._known, before), "removed": []}
