"""A registry that can't be reached at the end turns work that was done into an error.

Fails: test_deregister_raises_nothing, test_a_farewell_that_is_not_heard_breaks_nothing
"""


class Registration:
    def deregister(self) -> None:
        """Take the entry away, if that can be done."""
        self._put(f"/v1/agent/service/deregister/{self._id}")
