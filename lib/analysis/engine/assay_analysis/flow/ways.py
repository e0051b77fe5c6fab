"""Where several ways of the code meet again."""

import ast

from assay_analysis.flow.value import join, join_environments


class Loop:
    """Where its `break`s and `continue`s have led."""

    def __init__(self):
        self.broken, self.continued = None, None


def join_all(environments):
    result = None
    for environment in environments:
        result = join_environments(result, environment)
    return result


def widened(before, after):
    """The names before a round or after it: what changed in it has no constant value."""
    if after is None:
        return None
    result = {}
    for name, value in after.items():
        known = before.get(name)
        result[name] = value if known is None or known == value else join(known, value)
    return result


def pattern_fits(pattern, subject):
    """True, False, or None where it is not certain."""
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is None:
        return True
    if isinstance(pattern, ast.MatchOr):
        fits = [pattern_fits(one, subject) for one in pattern.patterns]
        return True if True in fits else False if all(one is False for one in fits) else None
    if isinstance(pattern, ast.MatchValue) and isinstance(pattern.value, ast.Constant) and subject.is_const:
        return pattern.value.value == subject.const
    return None
