"""A heartbeat names the service where the id of the instance belongs.

Fails: test_a_heartbeat_renews_its_own_entry, test_heartbeats_arrive_in_time,
test_no_heartbeat_comes_after_keep_alive, test_registers_with_the_registry_that_it_was_given
"""


class Registration:
    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._entry['Name']}")
        if answer.status_code == 404:
            self.register()
        else:
            self._expect_success(answer)
