"""Attacks that change files of the host, or make the server follow them out of the scratch folder."""

import os

from verdict import blocked, must_fail, works, broken

SYSTEM_PATHS = ("/usr/local/assay-attack", "/usr/lib/python3/dist-packages/assay_attack.py", "/etc/assay-attack",
                "/var/tmp/assay-attack", "/assay-attack", "/dev/assay-attack")


def write_host_files(config):
    must_fail("write an open folder of the host", lambda: write(os.path.join(config["openDir"], "written")))
    if config["harmless"]:
        return
    for path in SYSTEM_PATHS:
        must_fail(f"write {path}", lambda: write(path))
    must_fail("write the input", lambda: write(os.path.join(config["inputDir"], "written")))
    must_fail("remove the input", lambda: os.remove(os.path.join(config["inputDir"], "main.py")))
    try:
        write("scratch.txt")
        works("scratch is writable")
    except OSError as error:
        broken("scratch is writable", error)


def links_out(config):
    """Traps for a server that reads results back from files, and folders too deep to be removed."""
    for name, target in (("result.json", config["secretFile"]), ("up", "../../../../")):
        attempt(f"symbolic link {name}", lambda: os.symlink(target, name))
    must_fail("read through the link", lambda: open("result.json").read())
    must_fail("hard link to the host", lambda: os.link(config["secretFile"], "hard"))
    attempt("fifo", lambda: os.mkfifo("fifo.json"))
    must_fail("sparse file of 1 TiB", make_sparse_file)
    attempt("3000 nested folders", nest_folders)


def write(path):
    with open(path, "w") as file:
        file.write("x")


def make_sparse_file():
    descriptor = os.open("sparse", os.O_CREAT | os.O_RDWR)
    os.ftruncate(descriptor, 1 << 40)


def nest_folders():
    for _ in range(3000):
        os.mkdir("d" * 50)
        os.chdir("d" * 50)


def attempt(check, action):
    """Allowed inside the scratch folder; the harm would be done by whoever follows it from outside."""
    try:
        action()
        blocked(check, "only inside the scratch folder")
    except OSError as error:
        blocked(check, error)
