"""Gives its own dictionary to the caller.

Fails: nothing
"""


class SecretClient:
    def read(self, path: str) -> dict[str, str]:
        return self._read(path).data
