"""Deregisters after a result and after an `Exception`, not after what is none.

Fails: test_is_gone_after_work_that_failed[CancelledError]
"""


class Registration:
    def run(self, work: Callable[[], T]) -> T:
        """Register, do the work, deregister whatever happens."""
        self.register()
        try:
            result = work()
        except Exception:
            self.deregister()
            raise
        self.deregister()
        return result
