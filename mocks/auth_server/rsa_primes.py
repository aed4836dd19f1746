"""Primes of the RSA keys that the auth server signs with. Public knowledge: they protect nothing.

They are here, and not generated, so that a run is the same to the byte each time and costs no 100 ms a key. A real
service never has a private key in its source: that is what the topic on secrets is about.
"""

from __future__ import annotations

PRIMES: tuple[tuple[int, int], ...] = (
    (
        int(
            "dda8633a4c5a6c4a2f97d698a5ae0cd6b90f1da544e25c6437045cf0b4f34ca278adac0399160502a0ddadab9d37d391"
            "a843a0f89f0d609991e4a475c2b6961a69a53aca0d269e0eb62f1136dca64b6ef275c4890c5dd6fc72b32bbd079f5c23"
            "aa4a85adc5c84fc207c8761ed3a0eefdf318ad7b5186be23dd6119f3e1a49195",
            16,
        ),
        int(
            "d81f886953ddf1090f15a7d64815f334cbb69f48e1f0768ea1fff65e24e9ee565d99befc3cd460d54df2744e503a8f27"
            "a1896ada89529f3de50d7fe8b10849ed9a8695a6cd81180d223b0b09d1b00c21c0cd7c30d9f781ac7f47bfc5d056809a"
            "9c142a792417aa6123e18532014679da4dca5e20327004d4db83ebfd8ac8fc0b",
            16,
        ),
    ),
    (
        int(
            "fb46c6065b7a37ff065c31e8c25f499b419c4acbda82f945f2cbcb7de4c54c3ac62df47e1961b7ce584cf917e0fa520a"
            "982ae3358547aec1dc8e6a1313733d7fc7b4f3c12f1bee629a68594cc2886e7f634e179dfa3801aa0ac98fbcdb20ce35"
            "e44cfc17ffd5e40781d8ddfe6cdc04898141332d8d0c7abf21b6e80cb1cc3011",
            16,
        ),
        int(
            "b5167f0cd60262268bc29d80220cb43afe5ee8d5a05ddaceeefa6dc33e81f361de50078d09c5c7a57325974a221bce86"
            "ab12666ca48c094ffec5327e9eb6e877a25cd320aa8d4c8ae604645350ae70a2d01a7869952761b60539e6fefde467b0"
            "c2fd286ff956533533fdf6e987ad44bf19ce84e66410e12c4d10af3aa952dfbf",
            16,
        ),
    ),
    (
        int(
            "c59db71490598ac1ac98443c1c8e814aa408816d53642ce16e0372904e128ddf44bfab8f402c164e839c696e23880418"
            "4e1f9a89396b05600465cb6d1cdbcafeaf618de81c68d6426b0476d3633dc29f3e10324940eeb92cff9d8ca7309ea737"
            "66ce97b67927d12ad12b2c67ab7ab3665dd940e0b5ddcabd7c0ce051679bc63d",
            16,
        ),
        int(
            "c3295445bbf24ebaac19479cd66eac2e38442a65acafd193ff2551b5ea08508acd18dce75c6acbc7df501ccdf844f1da"
            "c6640ed73f9c2cc4bd77c2089d73b5fb17640cbd4369582f163d397efd74ba49946f213bf1874b3770c7cf5c6d2764a8"
            "2480b9dce919dc6267efc30e6fd1c64d5fc8e32b940ea35c903bddb27cef5cff",
            16,
        ),
    ),
)
