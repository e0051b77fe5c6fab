"""Stand-ins for the command line and standard input that notice when they are read."""
from __future__ import annotations

import io
import tempfile

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

    def _refuse(self, *arguments):
        self.was_read = True
        raise OSError('pytest: reading from stdin while output is captured! Consider using `-s`.')

    read = readline = readlines = __next__ = _refuse

    @property
    def buffer(self) -> 'WatchedInput':
        self.was_read = True
        return self

    def fileno(self) -> int:
        self.was_read = True
        raise io.UnsupportedOperation('redirected stdin is pseudofile, has no fileno()')


class Output(io.TextIOWrapper):
    """Standard output as pytest captures it: text over bytes, kept in memory."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding='utf-8', newline='', write_through=True)

    def getvalue(self) -> str:
        return self.buffer.getvalue().decode('utf-8', 'replace')  # type: ignore[attr-defined]


class FileOutput(io.TextIOWrapper):
    """Standard output as pytest captures it where a test does not ask for it: over an unnamed file."""

    def __init__(self) -> None:
        super().__init__(tempfile.TemporaryFile(buffering=0), encoding='utf-8', newline='', write_through=True)

    def getvalue(self) -> str:
        self.buffer.seek(0)
        return self.buffer.read().decode('utf-8', 'replace')


def input_stream(text: str) -> io.TextIOWrapper:
    """A standard input that holds this text."""
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding='utf-8')
