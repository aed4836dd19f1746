"""A heartbeat counts as taken unless the answer is a 5xx or a 404.

Fails: test_tells_when_a_heartbeat_is_not_taken
"""


class Registration:
    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._id}")
        if answer.status_code == 404:
            self.register()
        elif answer.is_server_error:
            self._expect_success(answer)
