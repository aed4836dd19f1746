"""Signs in the client's name.

Fails: test_signs_the_transcript, test_the_man_in_the_middle_loses
"""

SIGNED_BY_SERVER = b" " * 64 + b"TLS 1.3, client CertificateVerify\x00"
