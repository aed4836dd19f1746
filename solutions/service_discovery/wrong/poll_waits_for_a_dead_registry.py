"""A poll is given up a minute after the wait instead of two seconds.

Fails: test_keeps_what_it_knows_during_an_outage, test_gives_a_poll_wait_and_two_more_seconds
"""


class Watcher:
    def __init__(self, service: str, *, wait: float = 30.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._wait = wait
        # The registry may answer as late as it was asked to; only then does our patience begin.
        self._http = httpx.Client(base_url=registry, timeout=wait + 60)
        self._index = 0
        self._known: list[str] = []
