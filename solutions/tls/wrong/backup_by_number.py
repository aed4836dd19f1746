"""Takes two pins for a backup, wherever they are.

Fails: test_a_backup_lies_outside_of_the_path
"""


class PinSet:
    def has_backup(self, path: list[bytes]) -> bool:
        """Tell whether there is a backup."""
        return len(self._pins) > 1
