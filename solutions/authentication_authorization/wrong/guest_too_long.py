"""Takes a guest of 41 characters.

Fails: test_judges_the_body_of_who_may
"""

Guest = Annotated[str, Body(embed=True, min_length=1, max_length=41)]
