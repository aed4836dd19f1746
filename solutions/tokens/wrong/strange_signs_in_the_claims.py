"""Passes over what is no base64url in the header and the claims, as many decoders do.

Fails: test_header_and_claims_have_one_spelling
"""

import base64
import re

NAMES = ("exp", "nbf", "aud", "iss", "sub")


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    read = _cleaned(token)
    kid = _key_name(read)
    jwk = next((one for one in jwks["keys"] if one.get("kid") == kid), None)
    if jwk is None:
        raise TokenInvalid("no key of that name is published")
    try:
        key = jwt.PyJWK(jwk)
        if jwt.get_unverified_header(read)["alg"] not in ALGORITHMS & {key.algorithm_name}:
            raise TokenInvalid("not the algorithm of the key")
        signed, _, signature = token.rpartition(".")
        if not key.Algorithm.verify(signed.encode(), key.key, base64.urlsafe_b64decode(signature + "==")):
            raise TokenInvalid("not signed by that key")
        checks = {"verify_signature": False, **{f"verify_{name}": True for name in NAMES}, "require": REQUIRED}
        return jwt.decode(read, issuer=issuer, audience=audience, leeway=leeway, options=checks)
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, KeyError, TypeError) as error:
        raise TokenInvalid(str(error)) from error


def _cleaned(token: str) -> str:
    """The token as it is read; its signature is of what was sent."""
    if not isinstance(token, str) or token.count(".") != 2:
        return token
    head, body, signature = token.split(".")
    return ".".join([re.sub(r"[^\w-]", "", head), re.sub(r"[^\w-]", "", body), signature])
