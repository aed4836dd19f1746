"""run() sends heartbeats in a thread that never ends: after the farewell one gets a 404, and registers again.

Fails: test_stays_gone
"""

import threading


class Registration:
    def run(self, work: Callable[[], T]) -> T:
        """Register, do the work, deregister whatever happens."""
        self.register()
        threading.Thread(target=self.keep_alive, args=(3600.0,), daemon=True).start()
        try:
            return work()
        finally:
            self.deregister()
