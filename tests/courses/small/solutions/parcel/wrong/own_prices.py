"""Has prices of its own, and lets httpx's exceptions out.

Fails: test_asks_the_depot

Breaks the whole: The depot is half of what this course is about.
"""


def price(grams):
    return 3 * grams
