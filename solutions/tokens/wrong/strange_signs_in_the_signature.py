"""Reads the signature with a decoder that passes over what is no base64.

Fails: test_a_signature_has_one_spelling
"""

import base64
import contextlib


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    if isinstance(token, str) and "." in token:
        signed, _, signature = token.rpartition(".")
        with contextlib.suppress(ValueError):  # then it can't be read at all
            decoded = base64.urlsafe_b64decode(signature + "==")
            token = f"{signed}.{base64.urlsafe_b64encode(decoded).decode().rstrip('=')}"
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
            options={"require": REQUIRED},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, TypeError) as error:  # TypeError: an "alg" that is no text
        raise TokenInvalid(str(error)) from error
