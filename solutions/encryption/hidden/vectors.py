"""Known answers: NIST's for GCM, and those of the RFCs."""

from typing import NamedTuple


class Gcm(NamedTuple):
    """A case of NIST CAVP, gcmDecrypt256.rsp (CAVS 14.0)."""

    key: str
    nonce: str
    ciphertext: str
    context: str
    tag: str
    plaintext: str

    @property
    def message(self):
        return bytes.fromhex(self.nonce + self.ciphertext + self.tag)


NIST_PASS = (
    Gcm(
        "f5a2b27c74355872eb3ef6c5feafaa740e6ae990d9d48c3bd9bb8235e589f010",
        "58d2240f580a31c1d24948e9",
        "",
        "",
        "15e051a5e4a5f5da6cea92e2ebee5bac",
        "",
    ),
    Gcm(
        "6dfdafd6703c285c01f14fd10a6012862b2af950d4733abb403b2e745b26945d",
        "3749d0b3d5bacb71be06ade6",
        "",
        "c0d249871992e70302ae008193d1e89f",
        "4aa4cc69f84ee6ac16d9bfb4e05de500",
        "",
    ),
    Gcm(
        "4c8ebfe1444ec1b2d503c6986659af2c94fafe945f72c1e8486a5acfedb8a0f8",
        "473360e0ad24889959858995",
        "d2c78110ac7e8f107c0df0570bd7c90c",
        "",
        "c26a379b6d98ef2852ead8ce83a833a7",
        "7789b41cb3ee548814ca0b388c10b343",
    ),
    Gcm(
        "aef220035cbb9e47ce605698aa28e3b0ba50b4ffcd473bb8da2017889b38055f",
        "cde7af095360ea827778761d",
        "bb1cdf25717445e5a77444d488387aee",
        "f269837306abbcee2da1722f28be35163e3d8567",
        "e72340deabc1589125e9e4a2755512c7",
        "9775db638e5d964fc9c70b5fe456ec14",
    ),
    Gcm(
        "aa25af7152f30885df7685ede610642a8c25fd87defc0fbfd89060c9cc29cd60",
        "1f5044e3f08376d84e760c7b",
        "00dfc2de0fa7ce4946b71ea300",
        "dda57f316d0dd0a15a0fbbfed9b6c51cf11242964cf1676a73050b2b93b8afc1e190f44aa3eb7e577245f9aa4a7e13e2",
        "633024dd5927cdb153a0772f4358303f",
        "f36ec2c4900d906047092d1655",
    ),
)


class Hkdf(NamedTuple):
    """A case of RFC 5869, appendix A, with SHA-256."""

    secret: str
    salt: str
    info: str
    length: int
    output: str


def _counting(first, last):
    return bytes(range(first, last)).hex()


RFC_5869 = (
    Hkdf(
        "0b" * 22,
        _counting(0x00, 0x0D),
        _counting(0xF0, 0xFA),
        42,
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    ),
    Hkdf(
        _counting(0x00, 0x50),
        _counting(0x60, 0xB0),
        _counting(0xB0, 0x100),
        82,
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f"
        "09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
    ),
    Hkdf(
        "0b" * 22,
        "",
        "",
        42,
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    ),
)


class Signed(NamedTuple):
    """A case of RFC 8032, section 7.1: the secret key, a message, its signature."""

    secret: str
    message: str
    signature: str


RFC_8032 = (
    Signed(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2"
        "4655141438e7a100b",
    ),
    Signed(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        "b00d291612bb0c00",
    ),
    Signed(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
        "c027beceea1ec40a",
    ),
)

# RFC 7748, section 6.1: the private keys of Alice and Bob, and the secret that they agree on.
ALICE = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"
BOB = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"
AGREED = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
