"""Which findings become tests: few, readable, and together covering all that was reached."""
from __future__ import annotations

from collections import Counter
from typing import Dict, FrozenSet, List, Set

from .case import RETURNED, Finding

MAX_TESTS = 400
MAX_PER_TARGET = 16
MAX_STORIES_PER_TARGET = 5
MAX_EXAMPLES_PER_TARGET = 6

WRITTEN_BY_PEOPLE, RETURNING, EXPLICIT, POOR = range(4)


def quality(finding: Finding) -> int:
    """How good a test a finding makes; lower is better."""
    seen = finding.observation
    if finding.case.origin != 'generated':
        return WRITTEN_BY_PEOPLE
    if seen.outcome == RETURNED:
        return RETURNING
    if seen.raised is not None and seen.raised.explicit:
        return EXPLICIT
    return POOR


def burden(finding: Finding) -> int:
    """How hard a case is to read: its length, and marks and escapes more than letters."""
    text = finding.case.act + ''.join(step.source for step in finding.case.steps)
    odd = sum(1 for letter in text if not (letter.isalnum() or letter in " _.,()[]='"))
    return finding.case.cost + 3 * odd + 2 * text.count('\\')


def choose(findings: List[Finding]) -> List[Finding]:
    """A selection that keeps every arc, prefers good and short cases, and tells each story once.

    Exceptions provoked by unsuitable input are taken only for lines that nothing else reaches.
    """
    ranked = sorted(findings, key=lambda finding: (quality(finding), burden(finding)))
    chosen: List[Finding] = []
    arcs: Set[int] = set()
    lines: Set[int] = set()
    per_target: Counter = Counter()
    for rank in (WRITTEN_BY_PEOPLE, RETURNING, EXPLICIT, POOR):
        pool = [finding for finding in ranked if quality(finding) == rank]
        for finding in _cover(pool, arcs, lines, by_lines=rank == POOR):
            if len(chosen) < MAX_TESTS and (per_target[finding.case.target] < MAX_PER_TARGET * 2):
                chosen.append(finding)
                per_target[finding.case.target] += 1
                arcs |= finding.observation.arcs
                lines |= finding.observation.lines
    return chosen + _more_stories(ranked, chosen, per_target)


def _cover(pool: List[Finding], arcs: Set[int], lines: Set[int], by_lines: bool) -> List[Finding]:
    """Greedy cover: again and again the finding with most new ground for its length."""
    covered: Set[int] = set(lines if by_lines else arcs)
    remaining: Dict[int, FrozenSet[int]] = {
        index: finding.observation.lines if by_lines else finding.observation.arcs for index, finding in enumerate(pool)}
    gains = {index: len(ground - covered) for index, ground in remaining.items()}
    chosen: List[Finding] = []
    while gains:
        best = max(gains, key=lambda index: (gains[index] / (60 + burden(pool[index])), -index))
        gain = len(remaining[best] - covered)
        if gain == 0:
            del gains[best]
            continue
        if gain < gains[best]:
            gains[best] = gain
            continue
        chosen.append(pool[best])
        covered |= remaining[best]
        del gains[best]
    return chosen


def _more_stories(ranked: List[Finding], chosen: List[Finding], per_target: Counter) -> List[Finding]:
    """Outcomes of another kind for targets that have few tests yet."""
    told = {(finding.case.target, finding.observation.signature) for finding in chosen}
    keys = {finding.case.key for finding in chosen}
    extra: List[Finding] = []
    for finding in ranked:
        story = (finding.case.target, finding.observation.signature)
        limit = MAX_EXAMPLES_PER_TARGET if quality(finding) == WRITTEN_BY_PEOPLE else MAX_STORIES_PER_TARGET
        if quality(finding) == POOR or story in told or finding.case.key in keys:
            continue
        if per_target[finding.case.target] >= limit or len(chosen) + len(extra) >= MAX_TESTS:
            continue
        told.add(story)
        keys.add(finding.case.key)
        per_target[finding.case.target] += 1
        extra.append(finding)
    return extra
