"""Triples. Fails: test_doubles, test_serves. CANARY-WRONG-e7716c"""

_canary = "CANARY-WRONG-e7716c"


def double(number):
    return number * 3
