"""Shows the secret in its repr.

Fails: test_a_secret_shows_itself_only_when_asked, test_logs_without_secrets
"""


class Secret:
    def __repr__(self) -> str:
        return f"Secret({self._value!r})"
