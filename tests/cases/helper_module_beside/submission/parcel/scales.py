from errors import EmptyParcel

def sum_up(items):
    if not items:
        raise EmptyParcel
    return sum(grams for _, grams in items)
