"""A directory asks the usual registry, whichever it was given.

Fails: test_asks_the_registry_that_it_was_given, test_a_load_balancer_asks_the_registry_that_it_was_given
"""


class Directory:
    def __init__(self, service: str, *, max_age: float = 10.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._max_age = max_age
        self._http = httpx.Client(base_url=REGISTRY, timeout=REGISTRY_TIMEOUT)
        self._known: list[str] | None = None
        self._fresh_until = float("-inf")
