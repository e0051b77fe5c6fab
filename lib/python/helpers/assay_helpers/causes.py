"""Which limit of the sandbox made foreign code fail, as a word for programs."""

import sys

NETWORK_EVENTS = ("socket.connect", "socket.sendto", "socket.sendmsg")
LOOKUP_EVENTS = ("socket.getaddrinfo", "socket.gethostbyname")
OWN_MACHINE = ("", "localhost", "127.0.0.1", "::1", "0.0.0.0", None)


class CauseFinder:
    """Watches for the network from now on; `since_start` forgets what was tried before."""

    def __init__(self):
        self.tried_network = False
        sys.addaudithook(self.on_event)

    def since_start(self):
        self.tried_network = False

    def on_event(self, event, arguments):
        if event in NETWORK_EVENTS:
            address = arguments[1]
            # A socket of the file system has a path; only pairs reach out.
            if isinstance(address, tuple) and address and address[0] not in OWN_MACHINE:
                self.tried_network = True
        elif event in LOOKUP_EVENTS and arguments[0] not in OWN_MACHINE:
            self.tried_network = True

    def cause_of(self, error):
        """'memory', 'exit', 'too-long', 'network', or None: its own fault."""
        if isinstance(error, MemoryError):
            return "memory"
        if isinstance(error, SystemExit):
            return "exit"
        if type(error).__name__ == "TestTookTooLong":
            return "too-long"
        return "network" if self.tried_network else None
