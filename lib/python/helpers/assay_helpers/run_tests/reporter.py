"""Sends events to the server, so that tested code cannot easily fake or break them."""

import json
import os

MAX_TEXT = 4000


class Reporter:
    """Holds its own copies of all it needs: tests replace functions of `os` and `json` at will."""

    def __init__(self, channel, nonce):
        encode = json.JSONEncoder(ensure_ascii=True).encode
        write, getpid = os.write, os.getpid
        owner = getpid()

        def send(kind, **fields):
            # A forked child that returns into the test run must not report anything.
            if getpid() != owner:
                return
            line = f"{nonce} {encode({'kind': kind, **fields})}\n".encode("ascii")
            while line:
                line = line[write(channel, line):]

        def forget():
            nonlocal nonce
            nonce = None

        self.send = send
        # For a copy of the process that runs foreign code: what it could say with the nonce is not said for it.
        self.forget = forget


def shorten(text):
    """The end of a long text, where the reason stands. It begins with a whole word: half a secret is found by no rule."""
    text = str(text)
    if len(text) <= MAX_TEXT:
        return text
    start = len(text) - MAX_TEXT
    # The server takes out what it knows of a secret that begins here; it sees by the sign that the text was cut.
    for at in range(start, start + MAX_TEXT // 2):
        if not (_within(text[at]) and _within(text[at - 1])):
            return "…" + text[at:]
    return "…" + text[start:]


def _within(sign):
    return sign.isalnum() or sign in "_+/=.:~@-"
