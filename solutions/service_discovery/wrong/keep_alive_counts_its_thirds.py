"""keep_alive() sends as many heartbeats as whole thirds fit in, and comes back too early.

Fails: test_keep_alive_takes_as_long_as_it_was_told
"""


class Registration:
    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        for _ in range(int(seconds // (self._ttl / 3))):
            time.sleep(self._ttl / 3)
            with contextlib.suppress(RegistryError):  # the next one is in time: two fit into one TTL
                self.heartbeat()
