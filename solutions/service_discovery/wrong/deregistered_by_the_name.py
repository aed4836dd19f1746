"""The farewell names the service where the id of the instance belongs.

Fails: test_deregister_takes_out_its_own_entry, test_is_registered_while_it_works_and_gone_afterwards,
test_is_gone_after_work_that_failed, test_registers_with_the_registry_that_it_was_given
"""


class Registration:
    def deregister(self) -> None:
        """Take the entry away, if that can be done."""
        with contextlib.suppress(RegistryError):  # the TTL takes the entry away instead
            self._put(f"/v1/agent/service/deregister/{self._entry['Name']}")
