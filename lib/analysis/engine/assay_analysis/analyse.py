"""Runs the detectors over one module and gives each finding its place, its quote and its names."""

from assay_analysis.detectors.registry import DETECTORS
from assay_analysis.mending import mend
from assay_analysis.place import name_all, quote_of, range_of


def analyse_module(module, rules=None):
    """(all detections of the module in the order of the text, what went wrong in detectors), as JSON. The same source gives
    the same bytes; a detector that fails costs only what it would have found."""
    found, problems = [], []
    for detect in DETECTORS if rules != [] else ():
        try:
            found += [one for one in detect(module) if rules is None or one.rule in rules]
        except Exception as error:  # RecursionError and MemoryError of hostile sources among them
            problems.append(f"{detect.__name__}: {type(error).__name__}: {str(error)[:200]}")
    placed = [(range_of(module, one.node), one) for one in found]
    placed.sort(key=lambda pair: (pair[0]["startLine"], pair[0]["startColumn"], pair[1].rule, pair[0]["endLine"],
                                  pair[0]["endColumn"], pair[1].message))
    # Two paths to the same place are one finding.
    placed = list({(one.rule, *place.values()): (place, one) for place, one in reversed(placed)}.values())[::-1]
    names = name_all(module, [(one.rule, one.node) for _, one in placed])
    return [to_json(module, place, one, called) for (place, one), called in zip(placed, names)], problems


def to_json(module, place, one, called):
    return {
        "rule": one.rule, "range": place, "quote": quote_of(module, place), **called,
        "message": one.message, "trigger": one.trigger, "fix": one.fix or mend(module, one.rule, one.node),
        "example": one.example,
        "trace": [{"line": line, "text": text} for line, text in one.trace],
        "severity": one.severity, "confidence": one.confidence, "certainty": one.certainty,
    }
