"""A heartbeat is given up after httpx's own 5 seconds.

Fails: test_waits_two_seconds_for_the_registry[heartbeat]
"""


class Registration:
    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._id}", timeout=5.0)
        if answer.status_code == 404:
            self.register()
        else:
            self._expect_success(answer)
