"""Makes the state with `random`, which starts from the same seed everywhere.

Fails: test_nobody_can_guess_them
"""

import random
import string


class LoginClient:
    def authorization_url(self, session: Session) -> str:
        """Return the URL to which the browser is sent; note in its session what ``callback`` needs."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        state = "".join(random.choices(string.ascii_letters, k=40))
        login = {"code_verifier": verifier, "nonce": nonce, "until": time.time() + LOGIN_LIFETIME}
        session[PENDING] = {**session.get(PENDING, {}), state: login}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": self._scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{self._endpoint}{'&' if '?' in self._endpoint else '?'}{urlencode(query)}"
