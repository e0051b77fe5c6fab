"""What generated tests may not do: write outside their folder, reach the network, start or
kill processes. The sandbox would stop most of it here, but the tests are run elsewhere later.
"""
from __future__ import annotations

import os
import sys
import threading
from typing import Tuple

WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

FORBIDDEN_PREFIXES = ('subprocess.', 'os.exec', 'os.posix_spawn', 'os.spawn', 'pty.',
                      'webbrowser.', 'ftplib.', 'smtplib.', 'urllib.', 'http.', 'signal.', 'winreg.',
                      'ctypes.', 'syslog.', 'resource.', 'fcntl.', 'poplib.', 'imaplib.', 'nntplib.')
# An event loop makes a pair of sockets for itself; only what reaches out is refused.
FORBIDDEN = frozenset(('socket.connect', 'socket.bind', 'socket.sendto', 'socket.sendmsg', 'socket.getaddrinfo',
                       'socket.gethostbyname', 'socket.gethostbyaddr', 'socket.getnameinfo', 'socket.getservbyname',
                       'os.system', 'os.fork', 'os.forkpty', 'os.kill', 'os.killpg', 'os.putenv',
                       'os.unsetenv', 'os.chdir', 'os.fchdir', 'builtins.breakpoint', 'sys.setprofile',
                       'sys.addaudithook', '_thread.start_new_thread'))
PATH_EVENTS = frozenset(('os.remove', 'os.rmdir', 'os.rename', 'os.mkdir', 'os.chmod', 'os.chown',
                         'os.link', 'os.symlink', 'os.truncate', 'os.utime', 'os.mkfifo', 'shutil.rmtree',
                         'shutil.move', 'shutil.copyfile', 'shutil.copymode', 'shutil.copystat',
                         'shutil.copytree', 'shutil.make_archive', 'shutil.unpack_archive',
                         'tempfile.mkstemp', 'tempfile.mkdtemp', 'sqlite3.connect', 'os.setxattr'))


class Blocked(BaseException):
    """The code under test tried something that a test must not do."""


class Guard:
    """An audit hook that is armed only while an experiment runs."""

    def __init__(self) -> None:
        self.armed = False
        self.violation = ''
        self.allowed_folder = ''
        self.relative_allowed = False
        sys.addaudithook(self._on_event)
        self._watch_threads()

    def _watch_threads(self) -> None:
        """Older interpreters have no audit event for a new thread."""
        start = threading.Thread.start

        def guarded(thread: threading.Thread) -> None:
            if self.armed:
                self._refuse('threading.Thread.start')
            start(thread)

        threading.Thread.start = guarded  # type: ignore[method-assign]

    def arm(self, allowed_folder: str) -> None:
        """Allow writing below `allowed_folder` only ('' allows none)."""
        self.violation = ''
        self.allowed_folder = allowed_folder
        self.armed = True

    def disarm(self) -> None:
        self.armed = False

    def _on_event(self, event: str, arguments: Tuple) -> None:
        if not self.armed:
            return
        if event == 'open':
            if self._is_write(arguments) and not self._is_inside(arguments[0]):
                self._refuse(event)
        elif event in PATH_EVENTS:
            if not all(self._is_inside(item) for item in arguments if isinstance(item, (str, bytes))):
                self._refuse(event)
        elif event in FORBIDDEN or event.startswith(FORBIDDEN_PREFIXES):
            self._refuse(event)

    def _refuse(self, event: str) -> None:
        self.violation = event
        raise Blocked(event)

    @staticmethod
    def _is_write(arguments: Tuple) -> bool:
        mode, flags = arguments[1], arguments[2]
        if isinstance(mode, str) and any(letter in mode for letter in 'wax+'):
            return True
        return isinstance(flags, int) and bool(flags & WRITE_FLAGS)

    def _is_inside(self, path: object) -> bool:
        if not self.allowed_folder or isinstance(path, int):
            return False
        try:
            text = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return False
        return text == self.allowed_folder or text.startswith(self.allowed_folder + os.sep)
