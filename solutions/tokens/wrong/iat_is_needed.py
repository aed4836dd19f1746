"""Wants a claim that need not be there: iat.

Fails: test_other_claims_need_not_be_there
"""

REQUIRED = ["iss", "sub", "aud", "exp", "iat"]
