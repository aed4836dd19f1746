"""Leaves "tls13 " out.

Fails: test_expands_with_its_label, test_derives_the_handshake_secrets, test_derives_the_application_secrets,
    test_derives_key_and_iv, test_finished_is_a_mac_of_the_transcript, test_checks_finished_as_a_whole
"""


def expand_label(secret: bytes, label: str, context: bytes, length: int) -> bytes:
    """HKDF-Expand-Label with SHA-256."""
    name = label.encode()
    info = length.to_bytes(2, "big") + bytes([len(name)]) + name + bytes([len(context)]) + context
    return HKDFExpand(hashes.SHA256(), length, info).derive(secret)
