"""The registration after a 404 is sent, and nobody looks at what became of it.

Fails: test_tells_when_it_cannot_register_again
"""


class Registration:
    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._id}")
        if answer.status_code == 404:
            with contextlib.suppress(RegistryError):
                self.register()
        else:
            self._expect_success(answer)
