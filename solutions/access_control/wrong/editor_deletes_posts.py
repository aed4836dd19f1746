"""Lets editors delete posts.

Fails: nothing_yet
"""

MATRIX = {
    "admin": dict.fromkeys(TYPES, ACTIONS),
    "editor": {"users": ("read",), "posts": ACTIONS, "settings": ("read",)},
    "viewer": {"posts": ("read",)},
}
