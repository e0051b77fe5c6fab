"""Attacks that talk to anything outside of the process."""

import socket

from verdict import must_fail


def connect_anywhere(config):
    must_fail("host TCP port", lambda: connect(socket.AF_INET, ("127.0.0.1", config["tcpPort"])))
    must_fail("internet", lambda: connect(socket.AF_INET, ("1.1.1.1", 53)))
    must_fail("host unix socket", lambda: connect(socket.AF_UNIX, config["unixSocket"]))
    must_fail("abstract unix socket", lambda: connect(socket.AF_UNIX, "\0" + config["abstractSocket"]))
    must_fail("UDP", send_datagram)
    must_fail("vsock to the hypervisor", lambda: connect(socket.AF_VSOCK, (2, 1024)))
    must_fail("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
    must_fail("raw packets", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))
    must_fail("name lookup", lambda: socket.getaddrinfo("example.com", 80))


def connect(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.settimeout(1)
        sock.connect(address)


def send_datagram():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        return sock.sendto(b"x", ("8.8.8.8", 53))
