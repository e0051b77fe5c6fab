"""Not an attack: what ordinary code and its tests need must work inside."""

import asyncio
import concurrent.futures
import getpass
import multiprocessing
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
import zoneinfo

from verdict import broken, works


def ordinary_program(config):
    checks = {
        "asyncio": lambda: asyncio.run(asyncio.sleep(0.001, 1)) == 1,
        "temporary folder": use_temporary_folder,
        "threads": use_threads,
        "forked pool": use_pool,
        "database in memory": lambda: sqlite3.connect(":memory:").execute("select 1").fetchall() == [(1,)],
        "database in a file": lambda: sqlite3.connect("x.db").execute("create table t(a)").fetchall() == [],
        "subprocess": lambda: subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True).stdout == b"1\n",
        "random": lambda: len(os.urandom(4)) == 4 and uuid.uuid4().version == 4,
        "home": lambda: os.path.isdir(os.path.expanduser("~")),
        "user name": lambda: getpass.getuser() == "sandbox",
        "time zone": lambda: time.tzname == ("UTC", "UTC"),
        "time zones": lambda: str(zoneinfo.ZoneInfo("Europe/Paris")) == "Europe/Paris",
        "encoding": lambda: sys.stdout.encoding.lower() == "utf-8",
        "socket pair": lambda: len(socket.socketpair()) == 2,
    }
    for name, check in checks.items():
        try:
            holds = check()
        except Exception as error:
            broken(name, repr(error))
        else:
            works(name) if holds else broken(name, "wrong result")


def use_temporary_folder():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file")
        with open(path, "w") as file:
            file.write("text")
        with open(path) as file:
            return file.read() == "text"


def use_threads():
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return list(pool.map(str, range(4))) == ["0", "1", "2", "3"]


def use_pool():
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return pool.map(abs, [-1, 2]) == [1, 2]
