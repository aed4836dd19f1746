"""A lookup is given up after httpx's own 5 seconds.

Fails: test_a_registry_that_hangs_costs_two_seconds_once, test_waits_two_seconds_for_its_first_answer
"""


class Directory:
    def __init__(self, service: str, *, max_age: float = 10.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._max_age = max_age
        self._http = httpx.Client(base_url=registry)
        self._known: list[str] | None = None
        self._fresh_until = float("-inf")
