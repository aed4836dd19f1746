"""Admits only the path itself, and nothing below.

Fails: test_admits_by_rule, test_admits_no_way_around_a_rule, test_refuses_who_has_not_shown_who_it_is
"""


def _is_under(path: str, prefix: str) -> bool:
    prefix = prefix.rstrip("/")
    return path == prefix or prefix == ""
