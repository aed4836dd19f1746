"""Nobody says goodbye: the entry stays until its TTL is over.

Fails: test_is_registered_while_it_works_and_gone_afterwards, test_is_gone_after_work_that_failed
"""


class Registration:
    def run(self, work: Callable[[], T]) -> T:
        """Register, do the work, deregister whatever happens."""
        self.register()
        return work()
