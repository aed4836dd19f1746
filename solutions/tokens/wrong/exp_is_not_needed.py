"""Takes a token without exp for one that never ends.

Fails: test_a_bad_token_is_called_invalid, test_a_token_without_a_needed_claim_is_refused
"""

REQUIRED = ["iss", "sub", "aud"]
