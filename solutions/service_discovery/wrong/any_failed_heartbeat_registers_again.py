"""Whatever is wrong with a heartbeat, the answer to it is a new registration.

Fails: test_tells_when_a_heartbeat_is_not_taken
"""


class Registration:
    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._id}")
        if answer.is_error:
            self.register()
        else:
            self._expect_success(answer)
