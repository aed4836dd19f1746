"""Sleeps and timeouts of more years than a page has room for, and of less than nothing."""

import time

import httpx
from honest import *


def wait_for(seconds):
    time.sleep(9e9)
    return 3600.0


def fetch(key):
    for timeout in (-1e300, 1e300, 1e-300):
        try:
            httpx.get("https://owned.test/", timeout=timeout)
        except httpx.HTTPError:
            pass
    return None
