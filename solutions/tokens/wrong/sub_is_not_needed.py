"""Takes a token that says nobody for one of somebody.

Fails: test_a_token_without_a_needed_claim_is_refused
"""

REQUIRED = ["iss", "aud", "exp"]
