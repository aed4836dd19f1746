"""Counts the leaf as an intermediate.

Fails: test_the_path_length_counts, test_returns_the_path_to_the_root
"""


def _may_sign(issuer: x509.Certificate, intermediates: int) -> bool:
    constraints, usage = _extension(issuer, x509.BasicConstraints), _extension(issuer, x509.KeyUsage)
    if constraints is None or not constraints.ca or usage is None or not usage.key_cert_sign:
        return False
    return constraints.path_length is None or constraints.path_length > intermediates
