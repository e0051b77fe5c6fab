"""The watching half of the Landlock launcher: time and disk limits, and the end of the process tree."""

import os
import signal
import time

POLL_SECONDS = 0.1
KILL_SECONDS = 5.0
# Beyond this many files the folder is called full: each costs kernel memory that no quota counts.
MAX_SCRATCH_ENTRIES = 50_000


def supervise(child, server, config):
    """Waits for `child` within its limits, then kills whatever is left; returns the exit code."""
    deadline = time.monotonic() + config["wallMs"] / 1000
    status = None
    next_scan = time.monotonic() + POLL_SECONDS
    while status is None:
        caught = signal.sigtimedwait({signal.SIGCHLD, signal.SIGTERM}, POLL_SECONDS)
        status = reap(child)
        if caught is not None and caught.si_signo == signal.SIGTERM:
            break
        if time.monotonic() > deadline or os.getppid() != server:
            break
        if time.monotonic() > next_scan:
            started = time.monotonic()
            if scratch_is_full(config["scratch"], config["scratchBytes"]):
                os.write(2, b"sandbox: the scratch folder is full\n")
                break
            next_scan = time.monotonic() + max(POLL_SECONDS, 4 * (time.monotonic() - started))
    kill_tree()
    return exit_code(status)


def exit_code(status):
    if status is None:
        return 128 + signal.SIGKILL
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def reap(child):
    """Collects every ended descendant; the status of `child` if it was among them."""
    status = None
    while True:
        try:
            pid, ended = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status
        if pid == 0:
            return status
        if pid == child:
            status = ended


def kill_tree():
    """Freezes the tree until nothing new appears, then kills it: a fork bomb cannot outrun this."""
    give_up = time.monotonic() + KILL_SECONDS
    quiet_rounds = 0
    while quiet_rounds < 2 and time.monotonic() < give_up:
        frozen = set()
        while True:
            fresh = [pid for pid in descendants() if pid not in frozen]
            if not fresh:
                break
            for pid in fresh:
                send(pid, signal.SIGSTOP)
                frozen.add(pid)
        for pid in frozen:
            send(pid, signal.SIGKILL)
        reap(-1)
        quiet_rounds = 0 if frozen else quiet_rounds + 1
        if frozen:
            time.sleep(0.002)


def send(pid, number):
    try:
        os.kill(pid, number)
    except OSError:
        pass


def descendants():
    """All living processes below this one; orphans come back to us, since we are the subreaper."""
    found = []
    waiting = children(os.getpid())
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting.extend(children(pid))
    return found


def children(pid):
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found.extend(int(word) for word in file.read().split())
    except OSError:
        pass
    return found


def count_tasks_of_user(uid):
    """Threads of all processes of `uid`, which is what RLIMIT_NPROC counts."""
    count = 0
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if os.stat(f"/proc/{name}").st_uid == uid:
                    count += len(os.listdir(f"/proc/{name}/task"))
            except OSError:
                pass
    return count


def scratch_is_full(root, limit_bytes):
    """True beyond the limit of bytes or files, and for folders nested too deep to be looked at."""
    used = 0
    entries = 0
    waiting = [root]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                for entry in found:
                    entries += 1
                    used += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except FileNotFoundError:
            continue
        except OSError:
            return True
        if used > limit_bytes or entries > MAX_SCRATCH_ENTRIES:
            return True
    return False
