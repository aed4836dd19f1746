"""Takes IncorrectKeyException for a refusal.

Fails: test_a_record_of_another_key_is_not_ours, test_only_what_fits_is_rewrapped
"""

INVALID = ("InvalidCiphertextException",)
