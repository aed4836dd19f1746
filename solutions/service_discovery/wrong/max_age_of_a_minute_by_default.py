"""Without `max_age` a list is kept for a minute instead of ten seconds.

Fails: test_answers_from_memory_for_max_age[default]
"""


class Directory:
    def __init__(self, service: str, *, max_age: float = 60.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._max_age = max_age
        self._http = httpx.Client(base_url=registry, timeout=REGISTRY_TIMEOUT)
        self._known: list[str] | None = None
        self._fresh_until = float("-inf")
