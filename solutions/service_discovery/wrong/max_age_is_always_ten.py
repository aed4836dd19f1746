"""The list is kept for ten seconds, whichever age was given.

Fails: test_answers_from_memory_for_max_age[60], test_an_empty_list_is_an_answer,
test_an_answer_after_less_than_two_seconds_is_in_time, test_no_healthy_instance_is_503[5]
"""


class Directory:
    def __init__(self, service: str, *, max_age: float = 10.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._max_age = 10.0
        self._http = httpx.Client(base_url=registry, timeout=REGISTRY_TIMEOUT)
        self._known: list[str] | None = None
        self._fresh_until = float("-inf")
