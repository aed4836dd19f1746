"""Reads the claims and checks them all, but for the signature.

Fails: test_a_bad_token_is_called_invalid, test_a_broken_signature_is_none, test_a_changed_token_is_refused,
    test_a_claim_of_the_wrong_form_is_refused, test_a_key_for_another_algorithm_is_passed_over,
    test_a_key_signs_with_its_algorithm_alone, test_a_public_key_is_no_secret,
    test_a_shared_key_in_the_set_is_no_secret[named], test_a_shared_key_in_the_set_is_no_secret[unnamed],
    test_a_strangers_signature_is_refused, test_a_token_does_not_bring_its_own_key,
    test_each_call_goes_by_its_own_set, test_no_signature_is_no_token, test_the_algorithm_is_the_keys,
    test_the_signature_comes_first
"""

CHECKS = {"verify_signature": False, "verify_exp": True, "verify_nbf": True, "verify_aud": True, "verify_iss": True}


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    kid = _key_name(token)
    jwk = next((one for one in jwks["keys"] if one.get("kid") == kid), None)
    if jwk is None:
        raise TokenInvalid("no key of that name is published")
    try:
        key = jwt.PyJWK(jwk)
        return jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS & {key.algorithm_name},  # the key's own, never the token's
            issuer=issuer,
            audience=audience,
            leeway=leeway,
            options={**CHECKS, "require": REQUIRED},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, TypeError) as error:  # TypeError: an "alg" that is no text
        raise TokenInvalid(str(error)) from error
