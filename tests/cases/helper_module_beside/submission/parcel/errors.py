class EmptyParcel(Exception):
    pass

class DepotUnavailable(Exception):
    pass
