"""Asks the directory of the examples, whatever it was given.

Fails: nothing_yet
"""


class Directory:
    def __init__(self, url: str) -> None:
        self._url = "https://directory.test/scim/v2"
