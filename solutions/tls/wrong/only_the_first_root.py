"""Tries the first root alone.

Fails: test_returns_the_path_to_the_root
"""


def _path(chain: list[bytes], roots: list[bytes]) -> list[x509.Certificate]:
    path = [x509.load_der_x509_certificate(each) for each in chain]
    if not path or not all(_signed_by(lower, upper) for lower, upper in pairwise(path)):
        raise ChainError("unknown authority")
    for root in map(x509.load_der_x509_certificate, roots[:1]):
        if _signed_by(path[-1], root):
            return [*path, root]
    raise ChainError("unknown authority")
