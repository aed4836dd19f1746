"""Believes any cost.

Fails: test_knows_the_limits_of_a_record
"""

LN, R_OR_P = "([1-9][0-9]*)", "([1-9][0-9]*)"
