"""A registration is given up after httpx's own 5 seconds.

Fails: test_waits_two_seconds_for_the_registry[register]
"""


class Registration:
    def register(self) -> None:
        """Enter the instance, passing at once."""
        self._expect_success(self._put("/v1/agent/service/register", json=self._entry, timeout=5.0))
