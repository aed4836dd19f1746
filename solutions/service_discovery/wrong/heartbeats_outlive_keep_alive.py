"""The thread that sends the heartbeats is never told to end.

Fails: test_heartbeats_arrive_in_time, test_no_heartbeat_comes_after_keep_alive
"""

import threading


class Registration:
    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        threading.Thread(target=self._beat, daemon=True).start()
        time.sleep(seconds)

    def _beat(self) -> None:
        while True:
            with contextlib.suppress(RegistryError):
                self.heartbeat()
            time.sleep(self._ttl / 3)
