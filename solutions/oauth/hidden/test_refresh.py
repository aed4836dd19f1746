"""Task refresh: new tokens for old ones, once for all that ask, and no refresh token twice."""

from functools import partial

import httpx
import pytest

from grader.suite import explain

from . import lesson
from .support import AUTH, KIOSK, ODD, SHOP, Idp, form_of, outcome, proves, sends, tokens_of_test
from .troubles import UNUSABLE, each_refusal, each_trouble, is_refused, is_unavailable, is_unusable

WHY = "a refresh token that is sent twice looks stolen, and the server ends the login"
INVALID = httpx.Response(400, json={"error": "invalid_grant"})


@pytest.fixture
def idp(network, auth, clock):
    return Idp(network, auth, clock)


@pytest.fixture
def kiosk(student):
    return student.LoginClient(**KIOSK)


def held(clock, lifetime=240.0, **changes):
    """Tokens as `exchange` gives them, with so many seconds left."""
    good = {"access_token": "access-0", "refresh_token": "refresh-0", "scope": "openid stock:write", "sub": "u-77"}
    return {**good, "expires_at": clock.time() + lifetime, **changes}


class Keeper:
    """One user's tokens at idp.test, with what was saved of them."""

    def __init__(self, student, idp, evidence, login, tokens):
        self.saved = []
        self.sent_at_save = []
        self.idp, self.evidence = idp, evidence
        self.tokens = student.UserTokens(login, tokens, save=self.save)

    def save(self, tokens):
        self.saved.append(dict(tokens))
        self.sent_at_save.append(len(self.idp.asked()))

    def get(self):
        token = self.tokens.get()
        self.evidence.state("access token", str(token))
        return token

    def gives(self, token, when, requests):
        """See what access token comes, and how many requests there have been by then."""
        found = (outcome(self.get), len(self.idp.asked()))
        assert found == (token, requests), explain(
            expected=f"the token {token!r} from `get`, and {requests} refresh requests so far",
            happened=f"what came of it is {found[0]!r}, after {found[1]} requests",
            tried=when,
        )


@pytest.fixture
def keep(student, idp, clock, evidence, kiosk):
    return lambda lifetime=240.0, login=kiosk, **changes: Keeper(
        student, idp, evidence, login, held(clock, lifetime, **changes)
    )


@pytest.mark.task("refresh", spec=(lesson.SAME_FORM, lesson.ROTATION))
def test_new_tokens_replace_the_old_ones(student, idp, kiosk):
    """A refresh gives the new access token and its end, and the new refresh token; the old tokens stay as they were."""
    for number, seconds in ((1, 240), (2, 7200)):
        idp.clock.advance(500)
        old = held(idp.clock, refresh_token=f"old-{number}")
        before = dict(old)
        idp.plan({"expires_in": seconds, "scope": "openid stock:read"})
        found = outcome(partial(kiosk.refresh, old))
        assert isinstance(found, dict), explain("a dictionary with tokens", f"what came of it is {found!r}")
        wanted = {"access_token": f"access-{number}", "refresh_token": f"refresh-{number}"}
        wanted |= {"scope": "openid stock:read", "sub": "u-77"}
        told = {name: found.get(name) for name in wanted}
        assert told == wanted, explain(f"{wanted}", f"it is {told}")
        left = found.get("expires_at", 0) - idp.clock.time()
        assert abs(left - seconds) < 0.5, explain(f"{seconds} seconds until expires_at", f"there are {left:g}")
        assert old == before, explain("the dictionary that was passed as it was", f"it is {old}")


@pytest.mark.task("refresh", spec=(lesson.REFRESH, lesson.BASIC))
def test_asks_for_a_refresh_as_the_rfc_has_it(student, idp):
    """A refresh sends the refresh token in a form, and proves who it is as the exchange does."""
    for (client_id, secret), token in zip(ODD, ("refresh-a", "b+c / d&e=f"), strict=True):
        login = student.LoginClient(**{**KIOSK, "client_id": client_id, "client_secret": secret})
        outcome(partial(login.refresh, held(idp.clock, refresh_token=token)))
        asked = idp.asked()
        assert asked, explain("a request to the token endpoint", "there was none")
        sends(asked[-1], {"grant_type": "refresh_token", "refresh_token": token}, may=("client_id", "scope"))
        proves(asked[-1], client_id, secret)


@pytest.mark.task("refresh", spec=lesson.STAYS)
def test_keeps_what_the_answer_leaves_out(idp, kiosk):
    """Without a new refresh token the old one stays; so does the scope, and always the subject."""
    for name, wanted in (("refresh_token", "refresh-0"), ("scope", "openid stock:write"), ("id_token", None)):
        idp.plan({name: None})
        found = outcome(partial(kiosk.refresh, held(idp.clock)))
        told = found.get(name) if isinstance(found, dict) else found
        assert told == wanted, explain(f"{name} {wanted!r} if the answer has none", f"it is {told!r}")
        assert found["sub"] == "u-77", explain("the subject as it was", f"it is {found['sub']!r}")
    idp.plan({"expires_in": None})
    left = kiosk.refresh(held(idp.clock))["expires_at"] - idp.clock.time()
    assert abs(left - 300) < 0.5, explain("300 seconds if the answer has no expires_in", f"it is {left:g}")


@pytest.mark.task("refresh", spec=(lesson.SAME_WAY, lesson.VOID))
def test_a_refresh_fails_as_other_requests_do(student, idp, kiosk):
    """A refresh that fails raises what an exchange would; for one that is refused for its token, a login is due."""
    call = partial(kiosk.refresh, held(idp.clock))
    found = outcome(call)
    assert isinstance(found, dict), explain("tokens from a good answer", f"what came of it is {found!r}")
    for what in each_trouble(idp.network):
        is_unavailable(student, idp, what, call)
    for what, answer, error in each_refusal():
        idp.plan(answer)
        is_refused(student, idp, what, error, call)
    for what in ("no JSON", "no access_token", "the token_type MAC", "status 201", "a redirect, 307"):
        idp.plan(UNUSABLE[what])
        is_unusable(student, idp, what, call)
    for code in (400, 401):
        idp.plan(httpx.Response(code, json={"error": "invalid_grant"}))
        with student.raises("LoginRequired", tried=f"{code} with invalid_grant"):
            call()
    asked = len(idp.asked())
    with student.raises("LoginRequired", tried="no refresh token"):
        kiosk.refresh(held(idp.clock, refresh_token=None))
    assert len(idp.asked()) == asked, explain("no request without a refresh token", "there was one")


@pytest.mark.task("refresh", spec=lesson.EARLY)
def test_a_token_is_used_while_it_lasts(idp, clock, keep):
    """The access token is given out until 30 seconds before its end, without a request, and then a new one."""
    for lifetime in (240, 90):
        keeper, before = keep(lifetime), len(idp.asked())
        for seconds in (0, lifetime - 31):
            clock.advance(seconds)
            keeper.gives("access-0", f"{seconds} seconds after a token for {lifetime} s", before)
        clock.advance(2)
        keeper.gives(f"access-{before + 1}", "29 seconds before its end", before + 1)
        keeper.gives(f"access-{before + 1}", "once more", before + 1)


@pytest.mark.task("refresh", spec=(lesson.ROTATION, lesson.STOLEN))
def test_each_refresh_token_is_sent_once(idp, clock, keep):
    """Over many lifetimes each refresh sends the token that the last one brought, and saves what it got."""
    keeper = keep()
    for number in (1, 2, 3):
        clock.advance(220)
        keeper.gives(f"access-{number}", f"after the end number {number}", number)
    sent = [form_of(exchange).get("refresh_token", [""])[0] for exchange in idp.asked()]
    assert sent == ["refresh-0", "refresh-1", "refresh-2"], explain(
        "the refresh tokens refresh-0, refresh-1 and refresh-2 to be sent", f"it was {sent}", WHY
    )


@pytest.mark.task("refresh", points=0.5, spec=lesson.SAVED)
def test_new_tokens_are_saved(student, idp, clock, keep, kiosk):
    """Each refresh saves all new tokens once, before they are used; and whoever starts from them goes on."""
    keeper = keep()
    assert not keeper.saved, explain("nothing to be saved before a refresh", f"it was {keeper.saved}")
    keeper.gives("access-0", "at first", 0)
    clock.advance(220)
    idp.plan({"scope": None})
    keeper.gives("access-1", "after its end", 1)
    told = [{name: tokens.get(name) for name in ("access_token", "refresh_token", "sub")} for tokens in keeper.saved]
    wanted = {"access_token": "access-1", "refresh_token": "refresh-1", "sub": "u-77"}
    assert told == [wanted], explain(f"{wanted} to be saved, once", f"what was saved is {told}")
    left, scope = keeper.saved[0].get("expires_at", 0) - clock.time(), keeper.saved[0].get("scope")
    assert abs(left - 240) < 0.5 and scope == "openid stock:write", explain(
        "an expires_at in 240 s, and the scope as it was", f"it is in {left:g} s, and the scope is {scope!r}"
    )
    again = Keeper(student, idp, keeper.evidence, kiosk, keeper.saved[0])
    again.gives("access-1", "from what was saved", 1)
    clock.advance(220)
    again.gives("access-2", "from what was saved, after its end", 2)
    assert len(again.saved) == 1, explain("one save for one refresh", f"there were {len(again.saved)}")


@pytest.mark.task("refresh", points=0.5, spec=lesson.SAVE_FAILS)
def test_tokens_that_can_not_be_saved_count(student, idp, clock, kiosk):
    """If save raises an exception so does the call, and the refresh token that was sent is not sent again."""
    tokens = student.UserTokens(kiosk, held(clock, 20), save=lambda _: 1 / 0)
    for seconds in (0, 0, 500):
        clock.advance(seconds)
        outcome(tokens.get)
    sent = [form_of(exchange).get("refresh_token") for exchange in idp.asked()]
    assert sent and len({str(one) for one in sent}) == len(sent), explain(
        "each refresh token once", f"the requests had {sent}", WHY
    )


@pytest.mark.task("refresh", spec=(lesson.REFRESHED_ONCE, lesson.NOTHING_SHARED))
def test_calls_at_once_share_a_refresh(student, idp, clock, network, keep):
    """Many calls at the moment of expiry send one refresh, and all get the new token; at the next expiry again."""
    keeper = keep(200)
    network.latency("idp.test", 0.3)
    for number in (1, 2):
        clock.advance(230)
        found = student.together(*[partial(keeper.tokens.get)] * 6)
        asked, saved = len(idp.asked()), len(keeper.saved)
        assert asked == number, explain(
            f"{number} refresh requests for {number} ends of a token", f"{asked} were sent by six calls at once", WHY
        )
        assert found == [f"access-{number}"] * 6, explain(f"access-{number} for all six", f"{found}")
        assert saved == number, explain(f"{number} saves", f"there were {saved}")
    network.latency("idp.test", 1)
    users = [keep(10, access_token=f"of-{name}", refresh_token=f"of-{name}") for name in ("jane", "john")]
    before = clock.elapsed
    found = sorted(map(str, student.together(*[partial(user.tokens.get) for user in users])))
    told = (found, clock.elapsed - before < 1.5)
    assert told == (["access-3", "access-4"], True), explain(
        "a token for each of two users, after a second in which both were refreshed",
        f"they got {found} after {clock.elapsed - before:g} seconds",
    )


@pytest.mark.task("refresh", spec=(lesson.INVALIDATED, lesson.AS_BEFORE))
def test_a_token_that_was_refused_is_replaced(student, idp, clock, network, keep):
    """`invalidate` makes the next call refresh, if the token is the current one; and otherwise does nothing."""
    keeper = keep()
    for other in ("access-9", "", "refresh-0"):
        keeper.tokens.invalidate(other)
    keeper.gives("access-0", "after another token was invalidated", 0)
    keeper.tokens.invalidate("access-0")
    asked = len(idp.asked())
    assert asked == 0, explain("no request from `invalidate`", f"there were {asked}")
    keeper.gives("access-1", "after the current token was invalidated", 1)
    keeper.tokens.invalidate("access-0")
    keeper.gives("access-1", "after the old token was invalidated once more", 1)
    keeper.tokens.invalidate("access-1")
    keeper.tokens.invalidate("access-1")
    network.latency("idp.test", 0.3)
    found = (student.together(*[partial(keeper.tokens.get)] * 4), len(idp.asked()))
    assert found == (["access-2"] * 4, 2), explain(
        "one refresh and access-2 for four calls after `invalidate`",
        f"it was {found[0]}, and {found[1]} requests in all",
    )
    keeper.tokens.invalidate("access-2")
    idp.plan(httpx.Response(503))
    is_unavailable(student, idp, "answers 503", keeper.tokens.get)
    keeper.gives("access-3", "after the refresh for a refused token has failed once", 4)


@pytest.mark.task("refresh", spec=lesson.ENDED)
def test_a_login_that_has_ended_is_not_asked_for_again(student, network, auth, clock, evidence):
    """When a thief has used the refresh token, the login is over: LoginRequired, and no further request."""
    tokens, saved = tokens_of_test(network, auth), []
    kept = {"access_token": tokens["access_token"], "refresh_token": tokens["refresh_token"], "scope": tokens["scope"]}
    kept |= {"expires_at": clock.time() + tokens["expires_in"], "sub": "u-1001"}
    user = student.UserTokens(student.LoginClient(**SHOP), kept, save=saved.append)
    found = outcome(user.get)
    assert found == kept["access_token"], explain("the access token while it lasts", "something else came back")
    clock.advance(400)
    stolen = tokens["refresh_token"]
    evidence.note("a thief refreshes first")
    with network.browser() as thief:
        form = {"grant_type": "refresh_token", "refresh_token": stolen}
        got = thief.post(f"{AUTH}/token", data=form, auth=("shop", "shop secret"))
    assert got.status_code == 200, explain("the thief to get tokens", f"{got.status_code}")
    for call in ("the first call", "the second call", "a call an hour later"):
        with student.raises("LoginRequired", tried=call):
            user.get()
        clock.advance(3600 if call == "the second call" else 1)
    asked = len(network.requests("auth.test"))
    assert (asked, saved) == (1, []), explain(
        "one request, and nothing saved",
        f"{asked} requests, and {len(saved)} saves",
        "nothing will make it valid again",
    )


@pytest.mark.task("refresh", spec=(lesson.AS_BEFORE, lesson.AGAIN))
def test_an_outage_ends_no_login(student, idp, clock, network, keep):
    """A refresh that fails for another reason changes nothing: the next call sends the same refresh token."""
    keeper, fine = keep(20), keep(100)
    found = outcome(fine.get)
    assert found == "access-0", explain("the access token while it lasts", f"what came of it is {found!r}")
    for what in each_trouble(network):
        is_unavailable(student, idp, what, keeper.tokens.get)
    idp.plan(httpx.Response(401, json={"error": "invalid_client"}), httpx.Response(200, text="sorry"))
    for name in ("TokenRequestRefused", "BadTokenResponse"):
        with student.raises(name):
            keeper.tokens.get()
    assert not keeper.saved, explain("nothing to be saved", f"it was {keeper.saved}")
    found = outcome(keeper.get)
    assert str(found).startswith("access-"), explain("a new token when all is well", f"what came of it is {found!r}")
    sent = {form_of(exchange).get("refresh_token", [""])[0] for exchange in idp.asked()}
    assert sent == {"refresh-0"}, explain("the one refresh token in each request", f"it was {sorted(sent)}")
    assert len(keeper.saved) == 1, explain("the new tokens to be saved once", f"there were {len(keeper.saved)} saves")
