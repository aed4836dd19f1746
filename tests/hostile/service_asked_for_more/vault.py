import httpx

from honest import *

PATHS = ["/", "/docs", "/openapi.json", "/items/", "/items/..", "/.git/HEAD", "/debug", "/%2e%2e/%2e%2e/etc/passwd"]
HOSTS = ["localhost", "127.0.0.1", "169.254.169.254", "auth.test", "runner", "[::1]", "app.test"]
known = []


def fetch(key):
    for path in PATHS:
        for method in ("GET", "TRACE", "OPTIONS", "PROPFIND"):
            known.append(httpx.request(method, f"https://vault.test{path}", headers={"x-debug": "1"}).text)
    for host in HOSTS:
        for url in (f"http://{host}/", f"https://{host}/items/{key}", f"http://user@{host}:8000/"):
            try:
                known.append(httpx.get(url).text)
            except httpx.HTTPError as error:
                known.append(str(error))
    told = [text for text in known if "CANARY" in text or "test_" in text or "root:" in text or key in text]
    return httpx.get(f"https://vault.test/items/{key}").json()["value"] if not told else None
