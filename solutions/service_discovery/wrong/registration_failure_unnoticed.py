"""Whether the registry took the registration is never looked at.

Fails: test_tells_when_a_registration_is_not_taken, test_tells_when_it_cannot_register_again,
test_does_not_work_without_being_registered
"""


class Registration:
    def register(self) -> None:
        """Enter the instance, passing at once."""
        self._put("/v1/agent/service/register", json=self._entry)
