"""What the work raises goes out as a DiscoveryError.

Fails: test_is_gone_after_work_that_failed, test_a_farewell_that_is_not_heard_breaks_nothing
"""


class Registration:
    def run(self, work: Callable[[], T]) -> T:
        """Register, do the work, deregister whatever happens."""
        self.register()
        try:
            return work()
        except Exception as error:
            raise DiscoveryError("the work failed") from error
        finally:
            self.deregister()
