"""Writes the length into one byte, behind a zero.

Fails: test_expands_with_its_label
"""


def expand_label(secret: bytes, label: str, context: bytes, length: int) -> bytes:
    """HKDF-Expand-Label with SHA-256."""
    name = b"tls13 " + label.encode()
    info = bytes([0, length % 256]) + bytes([len(name)]) + name + bytes([len(context)]) + context
    return HKDFExpand(hashes.SHA256(), length % 256, info).derive(secret)
