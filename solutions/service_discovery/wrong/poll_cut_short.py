"""The client's timeout is shorter than the wait that it asks for: every quiet poll looks like an outage.

Fails: test_a_poll_tells_what_has_changed, test_a_poll_waits_at_the_registry_when_nothing_changes[default],
test_a_poll_waits_at_the_registry_when_nothing_changes[45],
test_a_poll_waits_at_the_registry_when_nothing_changes[2.5], test_hears_of_a_change_while_it_waits,
test_gives_a_poll_wait_and_two_more_seconds
"""


class Watcher:
    def __init__(self, service: str, *, wait: float = 30.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._wait = wait
        # The registry may answer as late as it was asked to; only then does our patience begin.
        self._http = httpx.Client(base_url=registry, timeout=REGISTRY_TIMEOUT)
        self._index = 0
        self._known: list[str] = []
