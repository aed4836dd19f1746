"""Who has gone is told as removed, and stays among those known.

Fails: test_knows_base_urls_with_their_ports, test_a_poll_tells_what_has_changed
"""


class Watcher:
    def __init__(self, service: str, *, wait: float = 30.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._wait = wait
        # The registry may answer as late as it was asked to; only then does our patience begin.
        self._http = httpx.Client(base_url=registry, timeout=wait + REGISTRY_TIMEOUT)
        self._index = 0
        self._known: list[str] = []
        self._seen: dict[str, None] = {}

    def instances(self) -> list[str]:
        """Return what is known, without asking anybody."""
        return list(self._seen)

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
        self._seen.update(dict.fromkeys(self._known))
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}
