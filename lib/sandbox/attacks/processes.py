"""Attacks by processes: endless ones, too many, ones that outlive the run, ones that kill others."""

import ctypes
import os
import signal
import sys
import threading
import time

from verdict import blocked, leak

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_NAME = 15


def mark(config):
    """Names this process so that the host can look for survivors."""
    LIBC.prctl(PR_SET_NAME, config["marker"].encode(), 0, 0, 0)


def burn_cpu(config):
    mark(config)
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while True:
        pass


def burn_cpu_forked(config):
    mark(config)
    for _ in range(6):
        if os.fork() == 0:
            break
    while True:
        pass


def fork_bomb(config):
    mark(config)
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.01)


def many_processes(config):
    mark(config)
    started = 0
    refusal = "nothing stopped it"
    for _ in range(4 * config["processes"]):
        try:
            child = os.fork()
        except OSError as error:
            refusal = repr(error)
            break
        if child == 0:
            time.sleep(20)
            os._exit(0)
        started += 1
    (leak if started > config["processes"] else blocked)("processes", f"{started}, {refusal}")


def many_threads(config):
    started = 0
    try:
        for _ in range(4 * config["processes"]):
            threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
            started += 1
    except (RuntimeError, MemoryError) as error:
        blocked("threads", f"{started}, {error!r}")
    else:
        leak("threads", started)
    os._exit(0)


def daemon(config):
    """A daemon that ignores every signal; the main program stays until it is ended."""
    start_daemon(config)
    time.sleep(600)


def daemon_outlives(config):
    """The main program ends well and leaves a daemon behind."""
    start_daemon(config)


def start_daemon(config):
    if os.fork() != 0:
        time.sleep(0.2)
        return
    os.setsid()
    if os.fork() == 0:
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        os.closerange(0, 256)
        mark(config)
        time.sleep(30)
    os._exit(0)


def kill_others(config):
    """The process of the host first, with the harmless signal 0; then everything that can be reached."""
    try:
        os.kill(config["hostPid"], 0)
    except OSError as error:
        blocked("signal to the host", error)
    else:
        # What follows would then kill the server itself.
        leak("signal to the host", config["hostPid"])
        return
    for target in (os.getppid(), 1, -1):
        try:
            os.kill(target, signal.SIGKILL)
        except OSError:
            pass
    blocked("kill everything", "the host looks whether it still runs")
    sys.stdout.flush()
