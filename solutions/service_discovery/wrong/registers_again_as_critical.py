"""The registration after a 404 is written anew, and lacks the first status.

Fails: test_registers_again_when_the_registry_has_forgotten_it
"""


class Registration:
    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._id}")
        if answer.status_code == 404:
            entry = {**self._entry, "Check": {"TTL": f"{self._ttl}s"}}
            self._expect_success(self._put("/v1/agent/service/register", json=entry))
        else:
            self._expect_success(answer)
