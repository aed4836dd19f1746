"""Set-Cookie as a browser reads it: RFC 6265bis, section 5.6."""

FLAGS = {"secure": "", "httponly": "", "samesite": "lax", "path": "/"}
"""The attributes that the session's cookie has, in lower case, with their values."""


class parsed:
    """Name and value (``pair``), the attributes by name in lower case, and the ``names`` of all, in their order."""

    def __init__(self, field):
        first, *rest = field.split(";")
        name, _, value = first.partition("=")
        self.pair = (name.strip(), value.strip().replace('""', ""))  # http.cookies writes nothing as ""
        parts = [part.partition("=") for part in rest]
        self.names = [name.strip().lower() for name, _, _ in parts]
        self.attributes = {name.strip().lower(): value.strip().lower() for name, _, value in parts}

    @property
    def deletes(self):
        """Whether a browser forgets the cookie."""
        return self.attributes.get("max-age") == "0" or "1970" in self.attributes.get("expires", "")
