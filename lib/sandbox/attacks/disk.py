"""Attacks on disk space and on whoever reads the output."""

import os
import sys

from verdict import blocked, leak

MIB = 1 << 20


def huge_file(config):
    try:
        with open("big", "wb") as file:
            for _ in range(4 * config["fileBytes"] // MIB):
                file.write(b"x" * MIB)
    except OSError as error:
        blocked("one file", error)
    else:
        leak("one file", "four times the limit")


def many_files(config):
    written = 0
    stopped = "nothing stopped it"
    try:
        for index in range(6 * config["scratchBytes"] // (8 * MIB)):
            with open(f"file{index}", "wb", buffering=0) as file:
                for _ in range(8):
                    written += file.write(b"x" * MIB)
    except OSError as error:
        stopped = repr(error)
    verdict = leak if written > 5 * config["scratchBytes"] else blocked
    verdict("all files together", f"{written // MIB} MiB, {stopped}")


def many_inodes(config):
    """Empty files cost kernel memory that a size limit does not count."""
    created = 0
    stopped = "nothing stopped it"
    try:
        for index in range(300_000):
            os.close(os.open(f"i{index}", os.O_CREAT | os.O_WRONLY))
            created += 1
    except OSError as error:
        stopped = repr(error)
    (leak if created == 300_000 else blocked)("number of files", f"{created}, {stopped}")


def endless_output(config):
    while True:
        sys.stdout.write("A" * MIB)
