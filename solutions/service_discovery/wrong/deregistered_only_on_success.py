"""The goodbye stands behind the work instead of in a finally: after an error it is never said.

Fails: test_is_gone_after_work_that_failed, test_a_farewell_that_is_not_heard_breaks_nothing
"""


class Registration:
    def run(self, work: Callable[[], T]) -> T:
        """Register, do the work, deregister whatever happens."""
        self.register()
        result = work()
        self.deregister()
        return result
