"""Asks the directory of the examples, whatever it was given.

Fails: test_tells_what_the_directory_knows
"""


class Directory:
    def __init__(self, url: str) -> None:
        self._url = "https://directory.test/scim/v2"
