"""Tests of the rights that a cell gives up, one layer at a time."""
