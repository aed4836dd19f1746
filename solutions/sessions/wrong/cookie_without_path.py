"""Without Path a browser takes the folder of the page, and refuses the prefix.

Fails: x
"""

FLAGS = "Secure; HttpOnly; SameSite=Lax"
