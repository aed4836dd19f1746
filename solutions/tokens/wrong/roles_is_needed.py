"""Wants a claim that need not be there: roles.

Fails: test_a_token_may_name_no_roles, test_example_a_token_ends, test_other_claims_need_not_be_there
"""

REQUIRED = ["iss", "sub", "aud", "exp", "roles"]
