"""Leaves the timeout at httpx's default.

Fails: test_the_old_identity_goes_on_while_the_authority_fails
"""


class Renewer:
    def _request(self) -> Identity:
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(self._spiffe_id)])
        builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        csr = builder.add_extension(names, critical=True).sign(key, hashes.SHA256())
        body = {"csr": csr.public_bytes(serialization.Encoding.PEM).decode(), "notAfter": f"{self._lifetime}s"}
        answer = httpx.post(f"{self._url}/1.0/sign", json=body)
        if answer.status_code != 201:
            raise RenewalFailed(f"the authority answered {answer.status_code}")
        return _identity(answer.json()["certChain"], key)
