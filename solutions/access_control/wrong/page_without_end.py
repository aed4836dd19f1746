"""Shows as many resources as it is asked for.

Fails: nothing_yet
"""

Limit, Offset = Annotated[int, Query(ge=1)], Annotated[int, Query(ge=0)]
