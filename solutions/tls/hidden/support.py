"""What the tests of TLS share: verdicts in one form, dates, and the messages of RFC 8448."""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from grader.suite import explain

NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
PAST = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
FUTURE = dt.datetime(2090, 1, 1, tzinfo=dt.UTC)
PLACES = ("Leaf", "Intermediate", "Root")

CLIENT_HELLO = bytes.fromhex(
    "010000c00303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece700000613011303130201000091000000"
    "0b0009000006736572766572ff01000100000a00140012001d0017001800190100010101020103010400230000003300260024001d00"
    "2099381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c002b0003020304000d0020001e0403050306030203"
    "08040805080604010501060102010402050206020202002d00020101001c00024001"
)
SERVER_HELLO = bytes.fromhex(
    "020000560303a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e2692800130100002e00330024001d0020c982"
    "8876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f002b00020304"
)
EXTENSIONS = bytes.fromhex("080000240022000a00140012001d00170018001901000101010201030104001c0002400100000000")
CERTIFICATE = bytes.fromhex(
    "0b0001b9000001b50001b0308201ac30820115a003020102020102300d06092a864886f70d01010b0500300e310c300a060355040313"
    "03727361301e170d3136303733303031323335395a170d3236303733303031323335395a300e310c300a060355040313037273613081"
    "9f300d06092a864886f70d010101050003818d0030818902818100b4bb498f8279303d980836399b36c6988c0c68de55e1bdb826d390"
    "1a2461eafd2de49a91d015abbc9a95137ace6c1af19eaa6af98c7ced43120998e187a80ee0ccb0524b1b018c3e0b63264d449a6d38e2"
    "2a5fda430846748030530ef0461c8ca9d9efbfae8ea6d1d03e2bd193eff0ab9a8002c47428a6d35a8d88d79f7f1e3f0203010001a31a"
    "301830090603551d1304023000300b0603551d0f0404030205a0300d06092a864886f70d01010b05000381810085aad2a0e5b9276b90"
    "8c65f73a7267170618a54c5f8a7b337d2df7a594365417f2eae8f8a58c8f8172f9319cf36b7fd6c55b80f21a03015156726096fd335e"
    "5e67f2dbf102702e608ccae6bec1fc63a42a99be5c3eb7107c3c54e9b9eb2bd5203b1c3b84e0a8b2f759409ba3eac9d91d402dcc0cc8"
    "f8961229ac9187b42b4de10000"
)
CERTIFICATE_VERIFY = bytes.fromhex(
    "0f000084080400805a747c5d88fa9bd2e55ab085a61015b7211f824cd484145ab3ff52f1fda8477b0b7abc90db78e2d33a5c141a0786"
    "53fa6bef780c5ea248eeaaa785c4f394cab6d30bbe8d4859ee511f602957b15411ac027671459e46445c9ea58c181e818e95b8c3fb0b"
    "f3278409d3be152a3da5043e063dda65cdf5aea20d53dfacd42f74f3"
)
SHARED = bytes.fromhex("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d")
CLIENT_SECRET = bytes.fromhex("b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21")
SERVER_SECRET = bytes.fromhex("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38")
MASTER = bytes.fromhex("18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919")
CLIENT_DATA = bytes.fromhex("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5")
SERVER_DATA = bytes.fromhex("a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643")
FINISHED = bytes.fromhex("9b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718")
HELLOS = CLIENT_HELLO + SERVER_HELLO
UP_TO_VERIFY = HELLOS + EXTENSIONS + CERTIFICATE + CERTIFICATE_VERIFY
UP_TO_FINISHED = UP_TO_VERIFY + bytes.fromhex("14000020") + FINISHED


def same(found, wanted, what, why=""):
    """Fail unless both are equal."""
    assert found == wanted, explain(expected=f"{what}: {wanted!r}", happened=f"{found!r}", why=why)


def refused(student, reason, chain, roots, host="bank.test", now=NOW, tried="", why=""):
    """Fail unless this chain is refused for this reason."""
    with student.raises("ChainError", why=why or "whoever accepts this chain talks to anybody", tried=tried) as caught:
        student.verify_chain(chain, roots, host, now)
    happened = caught.value.reason
    assert happened == reason, explain(
        expected=f"the reason {reason!r}", happened=f"{happened!r}", tried=tried, why=why
    )


def accepted(student, chain, roots, host="bank.test", now=NOW, tried=""):
    """Fail unless this chain is accepted."""
    found = student.verify_chain(chain, roots, host, now)
    assert isinstance(found, list) and found[: len(chain)] == chain, explain(
        expected="the path, the leaf first", happened="something else came back", tried=tried
    )
    return found


def draw(evidence, place=0, fault="", wanted=""):
    """Mark a chain in the report's picture, with its fault at this place."""
    for number, name in enumerate(PLACES):
        if number == place and fault:
            evidence.mark("chain", name, value=fault, wanted=wanted)
        else:
            evidence.mark("chain", name, value="holds")


def to_sign(transcript, side=b"server"):
    """What CertificateVerify signs (RFC 8446, section 4.4.3)."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(transcript)
    return b" " * 64 + b"TLS 1.3, " + side + b" CertificateVerify\x00" + digest.finalize()


def signed(key, content):
    """Sign with ECDSA and SHA-256."""
    return key.sign(content, ec.ECDSA(hashes.SHA256()))


def leaf_of(identity):
    """Return the first certificate of an identity."""
    return x509.load_pem_x509_certificate(identity.chain_pem.encode())


def public_bytes(key):
    """Return a public key in a form that can be compared."""
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
