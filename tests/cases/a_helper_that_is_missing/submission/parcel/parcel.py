import scales

def weigh(items):
    return scales.sum_up(items)
