"""Stand-ins for the command line and standard input that notice when they are read."""
from __future__ import annotations

import io

ARGV_CHOICES = ("['prog']", "['prog', '-h']", "['prog', 'a']", "['prog', 'a', 'b']", "['prog', '-v', 'x']")
STDIN_CHOICES = ("''", "'yes\\n'", "'1\\n2\\n3\\n'", "'abc\\n'", "'# c\\nx = 1\\n'")


class WatchedArguments(list):
    """sys.argv of nobody: remembers whether the code under test has looked at it."""

    def __init__(self) -> None:
        super().__init__(['program'])
        self.was_read = False

    def __getitem__(self, index):
        self.was_read = True
        return super().__getitem__(index)

    def __iter__(self):
        self.was_read = True
        return super().__iter__()

    def __len__(self) -> int:
        self.was_read = True
        return super().__len__()


class WatchedInput(io.TextIOBase):
    """Standard input as pytest presents it: reading is an error, and is remembered."""

    def __init__(self) -> None:
        self.was_read = False

    def read(self, *arguments):
        self.was_read = True
        raise OSError('pytest: reading from stdin while output is captured! Consider using `-s`.')

    readline = readlines = __next__ = read
