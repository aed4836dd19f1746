"""Dates, times and zones that say something else to each that asks."""

import datetime
import decimal
import uuid

import honest
from honest import *


class Zone(datetime.tzinfo):
    """Is somewhere else at every look."""

    looks = 0

    def utcoffset(self, when):
        Zone.looks += 1
        return datetime.timedelta(hours=Zone.looks % 24, microseconds=Zone.looks)

    def tzname(self, when):
        return "\x1b[2J"

    def dst(self, when):
        raise LookupError("no summer")


class Moment(datetime.datetime):
    def isoformat(self, *_given):
        return "2026-01-05T09:00:00"

    def __eq__(self, other):
        return True

    __hash__ = None


def double(number):
    return Moment(1, 1, 1, tzinfo=Zone())


def tally():
    return datetime.datetime.max.replace(tzinfo=datetime.timezone(-datetime.timedelta(hours=12)), fold=1)


def withdraw(balance, amount):
    return datetime.timedelta.max


def fetch(key):
    return datetime.time(23, 59, 59, 999999, tzinfo=datetime.timezone(-datetime.timedelta(hours=23, minutes=59, seconds=59)))


async def gather(keys):
    return [decimal.Decimal(f"1e{10**number}") for number in range(len(keys) + 10)]


def patient(key):
    return {decimal.Decimal("NaN"): decimal.Decimal("-0"), uuid.UUID(int=0): datetime.date.min}


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        return [decimal.Decimal("sNaN1"), decimal.Decimal("-Infinity")]


def wait_for(seconds):
    honest.wait_for(seconds)
    return datetime.timedelta(seconds=seconds)
