"""A heartbeat answered with 404 raises, like every other failure.

Fails: test_registers_again_when_the_registry_has_forgotten_it,
test_a_lost_heartbeat_costs_nothing_and_an_outage_is_outlived
"""


class Registration:
    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._id}")
        self._expect_success(answer)
