"""The other end of confirm.py: a fresh interpreter that observes the cases in order."""
from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import time
# Names of our own: the code under observation replaces functions of these modules at will.
from base64 import b64decode, b64encode
from os import _exit, write
from pickle import dumps, loads

from .ambient import FileOutput
from .case import DISCARDED, Observation
from .confirm import agreed
from .describe import Describer
from .execute import TEST_MODULE, Runner
from .guard import Guard
from .literals import LiteralWriter
from .protocol import quiet_streams
from .subject import CannotLoad, draws_random_numbers, load_subject

# What a test runner has loaded as well: their classes and registrations must not change a result.
USUAL_COMPANY = ('pytest', 'unittest', 'pdb', 'email.message', 'xml.dom.minidom', 'importlib.metadata')
CONFIRM_SECONDS = 1.0  # well above the limit of the search, so that a busy machine does not drop slow cases
CLOCK_SHIFT_SECONDS = 40 * 86_400 + 3_723


def shift_clock() -> None:
    """Move the clock, so that what depends on the time of day does not look constant."""
    real_time, real_local, real_gm = time.time, time.localtime, time.gmtime
    time.time = lambda: real_time() + CLOCK_SHIFT_SECONDS
    time.localtime = lambda seconds=None: real_local(time.time() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: real_gm(time.time() if seconds is None else seconds)
    time.time_ns = lambda: int(time.time() * 1e9)


def enter_folder(scratch: str, world: str) -> None:
    """An empty folder in one world; a deeper one with files, descriptors and modules in the other."""
    folder = os.path.join(scratch, 'work') if world == 'plain' else os.path.join(scratch, 'some', 'other', 'place')
    os.makedirs(folder)
    os.chdir(folder)
    if world == 'shifted':
        for name in ('a', 'a.txt', 'data.txt', 'x.py', 'README.md'):
            with open(name, 'w') as handle:
                handle.write('a = 1\n')
        os.mkdir('package')
        for descriptor in (1, 2):
            os.dup2(os.open(f'stream-{descriptor}', os.O_RDWR | os.O_CREAT, 0o600), descriptor)
        for _ in range(12):
            os.dup(0)
        for name in USUAL_COMPANY:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def main() -> None:
    body = json.load(sys.stdin.buffer)
    output = quiet_streams()
    cases = loads(b64decode(body['cases']))
    request, seal = body['request'], body['seal'].encode()
    if body['world'] == 'shifted':
        shift_clock()
        sys.argv = ['other-program']
        sys.modules['__main__'].__package__ = 'other_package'  # as under `python -m pytest`
    else:
        sys.argv = ['program']
    try:
        subject = load_subject(request['sourceRoot'], request['moduleName'], request['modulePath'])
    except CannotLoad:
        _exit(1)
    caller = TEST_MODULE if body['world'] == 'plain' else 'test_elsewhere'
    runner = Runner(subject, Guard(), Describer(LiteralWriter(subject), request['projectRoot']), caller)
    runner.call_seconds = CONFIRM_SECONDS
    enter_folder(runner.scratch, body['world'])
    if body['world'] == 'shifted':
        runner.make_output = FileOutput
    repeats = 3 if draws_random_numbers(subject) else 1
    for index, case in cases:
        try:
            seen = runner.run(case, trace=False)
            for _ in range(repeats - 1):
                seen = agreed(seen, runner.run(case, trace=False)) or Observation(DISCARDED)
        except Exception:
            continue
        write(output, seal + b' ' + b64encode(dumps((index, seen))) + b'\n')
    write(output, seal + b' end\n')
    _exit(0)
