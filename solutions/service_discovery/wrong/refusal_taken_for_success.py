"""Only a 5xx answer is taken for a failure; a 400, with which the registry refuses the entry, is none.

Fails: test_tells_when_a_registration_is_not_taken, test_tells_when_it_cannot_register_again,
test_does_not_work_without_being_registered
"""


class Registration:
    def register(self) -> None:
        """Enter the instance, passing at once."""
        answer = self._put("/v1/agent/service/register", json=self._entry)
        if answer.is_server_error:
            raise RegistryError(f"the registry answered {answer.status_code}")
