"""Attacks on the memory of the machine."""

import os
import time

from verdict import blocked, leak

MIB = 1 << 20
PAGE = 4096


def allocate_memory(config):
    try:
        hold(4 * config["memoryBytes"])
    except MemoryError:
        blocked("one process")
    else:
        leak("one process", "allocated four times the limit")


def memory_by_forks(config):
    """Many processes, each below its own limit; only a watcher of the whole tree can end this."""
    started = 0
    ready, report = os.pipe()
    for _ in range(8):
        try:
            child = os.fork()
        except OSError:
            break
        if child == 0:
            data = hold(config["memoryBytes"] // 2)
            os.write(report, b"x")
            time.sleep(30)
            os._exit(len(data) & 1)
        started += 1
    for _ in range(started):
        os.read(ready, 1)
    time.sleep(4)
    leak("memory of a tree", f"{started} processes held {started / 2} times the limit for 4 s")


def memfd(config):
    """Files in memory that no file system limit covers."""
    fill("memfd", config, lambda index: os.memfd_create(f"x{index}"))


def shared_memory(config):
    fill("/dev/shm", config, lambda index: os.open(f"/dev/shm/x{index}", os.O_CREAT | os.O_RDWR))


def hold(size):
    data = bytearray(size)
    for offset in range(0, size, PAGE):
        data[offset] = 1
    return data


def fill(check, config, open_file):
    written = 0
    stopped = "nothing stopped it"
    try:
        for index in range(100):
            descriptor = open_file(index)
            for _ in range(16):
                written += os.write(descriptor, b"x" * MIB)
            if written > 2 * config["memoryBytes"]:
                break
    except (OSError, MemoryError) as error:
        stopped = repr(error)
    (leak if written > config["memoryBytes"] else blocked)(check, f"{written // MIB} MiB, {stopped}")
