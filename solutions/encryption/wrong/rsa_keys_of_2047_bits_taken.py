"""Takes RSA keys from 1025 bits on.

Fails: test_keys_that_are_no_recipients, test_a_key_is_for_one_purpose
"""

RSA_BITS = 1025
