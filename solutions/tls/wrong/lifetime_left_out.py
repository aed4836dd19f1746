"""Asks for an hour, whatever its lifetime.

Fails: test_asks_the_authority_as_step_ca_wants_it, test_an_identity_has_chain_key_and_times,
    test_renews_after_two_thirds, test_each_certificate_has_a_new_key,
    test_the_old_identity_goes_on_while_the_authority_fails, test_tries_again_after_half_a_minute,
    test_fails_once_nothing_is_valid, test_a_renewal_drops_no_connection
"""


class Renewer:
    def _request(self) -> Identity:
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(self._spiffe_id)])
        builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        csr = builder.add_extension(names, critical=True).sign(key, hashes.SHA256())
        body = {"csr": csr.public_bytes(serialization.Encoding.PEM).decode(), "notAfter": "3600s"}
        answer = httpx.post(f"{self._url}/1.0/sign", json=body, timeout=self._timeout)
        if answer.status_code != 201:
            raise RenewalFailed(f"the authority answered {answer.status_code}")
        return _identity(answer.json()["certChain"], key)
