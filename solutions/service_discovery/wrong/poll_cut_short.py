"""The client's timeout is shorter than the wait that it asks for: every quiet poll looks like an outage.

Fails: test_a_poll_waits_at_the_registry_when_nothing_changes, test_starts_over_when_the_index_goes_back
"""


class Watcher:
    def __init__(self, service: str, *, wait: float = 30.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._wait = wait
        self._http = httpx.Client(base_url=registry, timeout=REGISTRY_TIMEOUT)
        self._index = 0
        self._known: list[str] = []
