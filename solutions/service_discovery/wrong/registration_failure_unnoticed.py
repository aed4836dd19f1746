"""Whether the registry took the registration is never looked at.

Fails: test_tells_when_the_registry_does_not_take_the_registration
"""


class Registration:
    def register(self) -> None:
        """Enter the instance, passing at once."""
        self._put("/v1/agent/service/register", json=self._entry)
