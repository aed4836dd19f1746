"""Pins the point instead of the SubjectPublicKeyInfo.

Fails: test_a_pin_is_of_the_public_key, test_one_pinned_certificate_is_enough, test_another_key_is_refused,
    test_a_backup_lies_outside_of_the_path, test_keeps_a_copy_of_the_pins
"""


def pin_of(certificate: bytes) -> str:
    """Return the pin of a certificate."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    point = key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.b64encode(hashlib.sha256(point).digest()).decode()
