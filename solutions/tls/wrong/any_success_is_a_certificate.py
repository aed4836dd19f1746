"""Takes every 2xx for a certificate.

Fails: test_the_old_identity_goes_on_while_the_authority_fails
"""


class Renewer:
    def _request(self) -> Identity:
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(self._spiffe_id)])
        builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        csr = builder.add_extension(names, critical=True).sign(key, hashes.SHA256())
        body = {"csr": csr.public_bytes(serialization.Encoding.PEM).decode(), "notAfter": f"{self._lifetime}s"}
        answer = httpx.post(f"{self._url}/1.0/sign", json=body, timeout=self._timeout)
        if not answer.is_success:
            raise RenewalFailed(f"the authority answered {answer.status_code}")
        return _identity(answer.json()["certChain"], key)
