"""The work on one module from request to result."""
from __future__ import annotations

import gc
import os
import sys
import time
import warnings
from typing import Dict, List

from .campaign import Campaign
from .case import Finding
from .choose import choose
from .clocks import Budget
from .confirm import confirm
from .describe import Describer
from .execute import Runner
from .facts import facts
from .guard import Guard
from .literals import LiteralWriter
from .names import import_line
from .protocol import Channel
from .render import RenderedTest, Renderer, in_file_order
from .replay import failing_tests
from .subject import CannotLoad, Subject, draws_random_numbers, load_subject
from .supervise import failure

EXPLORE_SHARE = 0.6
CONFIRM_SHARE = 0.85
REPLAY_SEEDS = (7,)
MORE_REPLAY_SEEDS = (8, 9)  # for code that draws random numbers


def work(request: dict, channel: Channel, deadline: float) -> None:
    """Load, explore, choose, confirm, render, replay; sends progress and one result."""
    started = time.monotonic()
    wall_seconds = deadline - started
    cpu_seconds = request['budgetMs'] / 1000
    search = Budget(cpu_seconds * EXPLORE_SHARE, wall_seconds * EXPLORE_SHARE)
    warnings.simplefilter('ignore')
    sys.argv = ['observe']
    sys.setrecursionlimit(900)
    channel.send({'type': 'progress', 'phase': 'load', 'done': 0, 'total': 1})
    try:
        subject = load_subject(request['sourceRoot'], request['moduleName'], request['modulePath'])
    except CannotLoad as error:
        channel.send(failure(error.kind, str(error)))
        return
    channel.send({'type': 'progress', 'phase': 'explore', 'done': 0, 'total': 1})
    describer = Describer(LiteralWriter(subject), request['projectRoot'])
    runner = Runner(subject, Guard(), describer)
    os.chdir(runner.scratch)
    gc.collect()

    def progress(phase: str, done: int, total: int) -> None:
        channel.send({'type': 'progress', 'phase': phase, 'done': done, 'total': total})

    campaign = Campaign(subject, runner, int(request.get('seed', 1)), search, progress)
    knowledge = campaign.run(request.get('extraInputs') or {})
    chosen = choose(knowledge.findings)
    progress('confirm', 0, len(chosen))
    confirmed = confirm(chosen, request, started + wall_seconds * CONFIRM_SHARE)
    cut_short = campaign.out_of_time or time.monotonic() > started + wall_seconds * CONFIRM_SHARE
    renderer = Renderer(subject.name, subject.alias, import_line(subject.module, subject.alias))
    stated = facts(subject, describer, campaign.analyst.classes)
    tests = [renderer.fact(fact) for fact in stated] + [renderer.test(finding) for finding in confirmed]
    tests = in_file_order(tests, ['constants'] + [target.qualified for target in campaign.targets])
    progress('replay', 0, len(tests))
    tests, dropped = _replayed(subject, renderer, tests, request, deadline)
    cut_short = cut_short or time.monotonic() > deadline
    if not tests:
        late = ('out-of-time', 'The time budget ended before any test was confirmed: running it again may find some.')
        channel.send(failure(*(late if cut_short else ('nothing-to-assert', _why_nothing(campaign)))))
        return
    channel.send({
        'type': 'result', 'testSource': renderer.file(tests), 'reason': None,
        'functions': _summaries(campaign, tests),
        'stats': {'targets': len(campaign.targets), 'attempts': campaign.attempts_made, 'found': len(knowledge.findings),
                  'chosen': len(chosen), 'unstable': len(chosen) - len(confirmed), 'dropped': dropped,
                  'tests': len(tests), 'crashes': sum(campaign.crashes.values()), 'outOfTime': cut_short,
                  'leftOut': len(campaign.left_out)},
    })


def _why_nothing(campaign: Campaign) -> str:
    endless = [target.qualified for target in campaign.targets if campaign.stopped.get(target.qualified)]
    if endless:
        more = f' and {len(endless) - 3} more' if len(endless) > 3 else ''
        return f'No call of {", ".join(endless[:3])}{more} ended, and nothing else in this module can be observed.'
    if campaign.targets:
        tried = [target.qualified for target in campaign.targets]
        more = f' and {len(tried) - 3} more' if len(tried) > 3 else ''
        return f'{", ".join(tried[:3])}{more} can be called, but nothing stable could be observed that a test may repeat.'
    return 'Nothing in this module can be called and observed: it has no constants, classes or functions.'


def _replayed(subject: Subject, renderer: Renderer, tests: List[RenderedTest], request: dict, deadline: float):
    """Run the rendered file, and leave out what does not pass."""
    dropped = 0
    for seed in REPLAY_SEEDS + (MORE_REPLAY_SEEDS if draws_random_numbers(subject) else ()):
        if not tests:
            break
        names = [test.name for test in tests]
        failing = failing_tests(renderer.file(tests), names, request, seed, deadline)
        if failing is None:
            return [], dropped + len(tests)
        tests = [test for test in tests if test.name not in set(failing)]
        dropped += len(failing)
    return tests, dropped


def _summaries(campaign: Campaign, tests: List[RenderedTest]) -> List[Dict[str, object]]:
    """Per target: its tests, and which of its lines they run through."""
    covered = {line for test in tests if isinstance(test.finding, Finding) for line in test.finding.observation.lines}
    reached = campaign.knowledge.lines
    summaries = []
    for target in campaign.targets:
        names = [test.name for test in tests if test.target == target.qualified]
        summaries.append({'qualifiedName': target.qualified, 'kind': target.kind, 'tests': names,
                          'lines': len(target.lines), 'coveredLines': len(target.lines & (covered | reached)),
                          'stoppedCalls': campaign.stopped.get(target.qualified, 0),
                          'crashes': campaign.crashes.get(target.qualified, 0)})
    return summaries
