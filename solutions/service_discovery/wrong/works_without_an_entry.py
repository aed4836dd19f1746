"""A registration that fails is overlooked, and the work begins without an entry.

Fails: test_does_not_work_without_being_registered
"""


class Registration:
    def run(self, work: Callable[[], T]) -> T:
        """Register, do the work, deregister whatever happens."""
        with contextlib.suppress(RegistryError):
            self.register()
        try:
            return work()
        finally:
            self.deregister()
