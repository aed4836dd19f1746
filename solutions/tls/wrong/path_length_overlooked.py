"""Does not look at the path length.

Fails: test_the_path_length_counts
"""


def _may_sign(issuer: x509.Certificate, intermediates: int) -> bool:
    constraints, usage = _extension(issuer, x509.BasicConstraints), _extension(issuer, x509.KeyUsage)
    return constraints is not None and constraints.ca and usage is not None and usage.key_cert_sign
