"""A heartbeat answered with 404 is taken for a heartbeat: after a restart of the registry nobody registers again.

Fails: test_registers_again_when_the_registry_has_forgotten_it,
test_a_lost_heartbeat_costs_nothing_and_an_outage_is_outlived
"""


class Registration:
    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._id}")
        if answer.status_code != 404:
            self._expect_success(answer)
