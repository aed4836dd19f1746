"""Nobody looks at how a heartbeat was answered, unless it is a 404.

Fails: test_tells_when_a_heartbeat_is_not_taken
"""


class Registration:
    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._id}")
        if answer.status_code == 404:
            self.register()
