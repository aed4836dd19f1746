"""Does not look at the path length.

Fails: test_the_path_length_counts
"""


def _may_sign(issuer: x509.Certificate, intermediates: int) -> bool:
    constraints, usage = _extension(issuer, x509.BasicConstraints), _extension(issuer, x509.KeyUsage)
    if constraints is None or not constraints.ca or usage is None or not usage.key_cert_sign:
        return False
    return True
