"""run() returns nothing, whatever the work has returned.

Fails: test_is_registered_while_it_works_and_gone_afterwards
"""


class Registration:
    def run(self, work: Callable[[], T]) -> T:
        """Register, do the work, deregister whatever happens."""
        self.register()
        try:
            work()
        finally:
            self.deregister()
