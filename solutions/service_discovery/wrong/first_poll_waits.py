"""The first poll already waits for something newer than an index that nobody has told it.

Fails: test_the_first_poll_tells_who_is_there
"""


class Watcher:
    def __init__(self, service: str, *, wait: float = 30.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._wait = wait
        # The registry may answer as late as it was asked to; only then does our patience begin.
        self._http = httpx.Client(base_url=registry, timeout=wait + REGISTRY_TIMEOUT)
        self._index = 1000
        self._known: list[str] = []
