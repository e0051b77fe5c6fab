"""Attacks that look for secrets of the host."""

import os
import resource

from verdict import blocked, leak, must_fail

EXPECTED_VARIABLES = {
    "PATH", "HOME", "TMPDIR", "USER", "LOGNAME", "LANG", "LC_CTYPE", "TZ", "PWD", "MALLOC_ARENA_MAX",
    "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "PYTHONNOUSERSITE",
}
PRIVATE_PATHS = ("/etc/shadow", "/etc/ssh", "/root", "/home", "/var/lib", "/srv", "/run", "/etc/hostname", "/sys")


def read_environment(config):
    """Variables of the server (keys, database URL) must not be inherited."""
    extra = sorted(set(os.environ) - EXPECTED_VARIABLES)
    if extra:
        leak("environment", extra)
    else:
        blocked("environment", sorted(os.environ))


def read_host_files(config):
    must_fail("secret file", lambda: open(config["secretFile"]).read())
    must_fail("secret folder", lambda: os.listdir(os.path.dirname(config["secretFile"])))
    for path in PRIVATE_PATHS:
        must_fail(path, lambda: os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(40))


def read_proc(config):
    """Other processes' environments, memory maps and roots."""
    host = f"/proc/{config['hostPid']}"
    for name in ("environ", "maps", "mem", "cmdline"):
        must_fail(f"{name} of the host process", lambda: open(f"{host}/{name}", "rb").read(40))
    for pid in ("1", str(os.getppid())):
        must_fail(f"root of {pid}", lambda: os.listdir(f"/proc/{pid}/root/home"))
        must_fail(f"environ of {pid}", lambda: open(f"/proc/{pid}/environ", "rb").read(40))
    must_fail("kernel command line", lambda: open("/proc/cmdline").read())
    for path in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger"):
        must_fail(f"write {path}", lambda: open(path, "w").close())


def inherited_descriptors(config):
    """Open files and sockets of the server, and limits that can be raised again."""
    inherited = []
    for descriptor in range(3, 1024):
        try:
            os.fstat(descriptor)
            inherited.append(descriptor)
        except OSError:
            pass
    if inherited:
        leak("descriptors", inherited)
    else:
        blocked("descriptors")
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    for name in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_NPROC", "RLIMIT_FSIZE"):
        must_fail(f"raise {name}", lambda: resource.setrlimit(getattr(resource, name), unlimited))
