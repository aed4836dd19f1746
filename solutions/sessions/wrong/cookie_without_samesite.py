"""The attribute SameSite is missing.

Fails: x
"""

FLAGS = "Path=/; Secure; HttpOnly"
