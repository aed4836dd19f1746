"""A watcher asks the usual registry, whichever it was given.

Fails: test_follows_the_registry_that_it_was_given
"""


class Watcher:
    def __init__(self, service: str, *, wait: float = 30.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._wait = wait
        # The registry may answer as late as it was asked to; only then does our patience begin.
        self._http = httpx.Client(base_url=REGISTRY, timeout=wait + REGISTRY_TIMEOUT)
        self._index = 0
        self._known: list[str] = []
