"""A poll without an answer raises httpx's ReadTimeout.

Fails: test_keeps_what_it_knows_during_an_outage, test_gives_a_poll_wait_and_two_more_seconds
"""


class Watcher:
    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        try:
            answer = self._http.get(self._path, params=self._query())
            answer.raise_for_status()
        except (httpx.HTTPStatusError, httpx.NetworkError, httpx.ConnectTimeout, httpx.ProtocolError):
            time.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        self._take_index(int(answer.headers["X-Consul-Index"]))
        before, self._known = self._known, _base_urls(answer.json())
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}
