"""Asks the directory of the examples, whatever it was given.

Fails: test_a_body_of_no_use_means_that_it_can_not_be_had, test_asks_the_directory_it_was_given
"""


class Directory:
    def __init__(self, url: str) -> None:
        self._url = "https://directory.test/scim/v2"
