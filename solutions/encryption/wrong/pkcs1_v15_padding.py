"""Wraps the key with PKCS#1 v1.5 padding.

Fails: test_a_message_is_as_documented, test_opens_messages_of_others, test_only_oaep_with_sha_256_is_opened,
    test_a_signed_message_arrives, test_a_signed_message_is_as_documented
"""

OAEP = padding.PKCS1v15()
