"""Shows the secret in its repr.

Fails: nothing
"""


class Secret:
    def __repr__(self) -> str:
        return f"Secret({self._value!r})"
