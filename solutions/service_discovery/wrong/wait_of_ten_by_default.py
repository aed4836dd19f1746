"""Without `wait` a poll waits for 10 seconds instead of 30.

Fails: test_a_poll_waits_at_the_registry_when_nothing_changes[default]
"""


class Watcher:
    def __init__(self, service: str, *, wait: float = 10.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._wait = wait
        # The registry may answer as late as it was asked to; only then does our patience begin.
        self._http = httpx.Client(base_url=registry, timeout=wait + REGISTRY_TIMEOUT)
        self._index = 0
        self._known: list[str] = []
