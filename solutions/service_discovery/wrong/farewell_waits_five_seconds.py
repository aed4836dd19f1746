"""A farewell is given up after httpx's own 5 seconds.

Fails: test_waits_two_seconds_for_the_registry[deregister]
"""


class Registration:
    def deregister(self) -> None:
        """Take the entry away, if that can be done."""
        with contextlib.suppress(RegistryError):  # the TTL takes the entry away instead
            self._put(f"/v1/agent/service/deregister/{self._id}", timeout=5.0)
