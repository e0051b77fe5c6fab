"""Runs the detectors over one module and gives each finding its place, its quote and its names."""

from collections import Counter

from assay_analysis.detectors.registry import DETECTORS
from assay_analysis.place import fingerprints, normalised, quote_of, range_of


def analyse_module(module, rules=None):
    """All detections of the module in the order of the text, as JSON; the same source gives the same bytes."""
    found = []
    for detect in DETECTORS:
        found += [one for one in detect(module) if rules is None or one.rule in rules]
    placed = [(range_of(module, one.node), one) for one in found]
    placed.sort(key=lambda pair: (pair[0]["startLine"], pair[0]["startColumn"], pair[1].rule, pair[0]["endLine"], pair[1].message))
    seen, answers, told = Counter(), [], set()
    for place, one in placed:
        # Two paths to the same place are one finding.
        if (key := (one.rule, *place.values())) in told:
            continue
        told.add(key)
        syntax, name = normalised(one.node), module.qualified_name(one.node)
        ordinal = seen[(one.rule, name, syntax)]
        seen[(one.rule, name, syntax)] += 1
        fingerprint, moved = fingerprints(module.path, one.rule, name, syntax, ordinal)
        answers.append({
            "rule": one.rule, "range": place, "quote": quote_of(module, place), "qualifiedName": name,
            "message": one.message, "trigger": one.trigger, "fix": one.fix, "example": one.example,
            "trace": [{"line": line, "text": text} for line, text in one.trace],
            "severity": one.severity, "confidence": one.confidence,
            "fingerprint": fingerprint, "movedFingerprint": moved,
        })
    return answers
