"""What a regular expression lets through: read from its syntax, never run on foreign text."""

import functools

try:
    from re import _constants as sre, _parser as sre_parser
except ImportError:  # Python 3.10 and older
    import sre_constants as sre
    import sre_parse as sre_parser

from assay_analysis.flow.tables.sanitisers import DANGEROUS


@functools.lru_cache(maxsize=512)
def kinds_excluded_by(pattern, whole):
    """Kinds of harm that no text can do in which the pattern was found: it must bind the whole of the text."""
    parsed = parse(pattern)
    if parsed is None or not (whole or is_bound(parsed)):
        return frozenset()
    return frozenset(kind for kind, signs in DANGEROUS.items() if not any(admits(parsed, sign) for sign in signs))


@functools.lru_cache(maxsize=512)
def kinds_removed_by(pattern):
    """Kinds of harm that are gone once all matches are taken out: the pattern is one class that has all dangerous signs."""
    parsed = parse(pattern)
    if parsed is None or len(parsed) != 1:
        return frozenset()
    operation, argument = parsed[0]
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT) and argument[0] <= 1 and len(argument[2]) == 1:
        parsed = argument[2]
    if parsed[0][0] not in (sre.IN, sre.LITERAL, sre.NOT_LITERAL):
        return frozenset()
    return frozenset(kind for kind, signs in DANGEROUS.items() if all(admits(parsed, sign) for sign in signs))


def parse(pattern):
    try:
        return sre_parser.parse(pattern)
    except Exception:  # noqa: BLE001 – no pattern, no knowledge
        return None


def is_bound(parsed):
    """True when the match must end where the text ends."""
    return len(parsed) > 0 and parsed[-1][0] is sre.AT and parsed[-1][1] in (sre.AT_END, sre.AT_END_STRING)


def admits(parsed, sign):
    """True when a match may hold this sign."""
    for operation, argument in parsed:
        if operation is sre.LITERAL:
            found = chr(argument) == sign
        elif operation is sre.NOT_LITERAL:
            found = chr(argument) != sign
        elif operation is sre.ANY:
            found = sign != "\n"
        elif operation is sre.IN:
            found = class_admits(argument, sign)
        elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT) or operation == getattr(sre, "POSSESSIVE_REPEAT", None):
            found = admits(argument[2], sign)
        elif operation is sre.SUBPATTERN:
            found = admits(argument[-1], sign)
        elif operation is sre.BRANCH:
            found = any(admits(branch, sign) for branch in argument[1])
        elif operation in (sre.AT, sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF):
            found = False
        else:
            found = True
        if found:
            return True
    return False


def class_admits(parts, sign):
    negated, found = False, False
    for operation, argument in parts:
        if operation is sre.NEGATE:
            negated = True
        elif operation is sre.LITERAL:
            found |= chr(argument) == sign
        elif operation is sre.RANGE:
            found |= argument[0] <= ord(sign) <= argument[1]
        elif operation is sre.CATEGORY:
            found |= category_admits(argument, sign)
    return found is not negated


def category_admits(category, sign):
    name = str(category)
    holds = sign.isdigit() if "DIGIT" in name else sign.isspace() if "SPACE" in name else sign.isalnum() or sign == "_"
    return holds is not ("NOT" in name)


@functools.lru_cache(maxsize=512)
def nested_repeat(pattern):
    """True when a repeat without end stands around one over the same signs, with nothing between to tell rounds apart."""
    parsed = parse(pattern)
    return parsed is not None and any(is_nested(body) for body in endless(parsed))


def endless(parsed):
    """Bodies of all repeats without end."""
    for operation, argument in parsed:
        if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            if argument[1] is sre.MAXREPEAT:
                yield argument[2]
            yield from endless(argument[2])
        elif operation is sre.SUBPATTERN:
            yield from endless(argument[-1])
        elif operation is sre.BRANCH:
            for branch in argument[1]:
                yield from endless(branch)


def is_nested(body):
    """The body is nothing but one endless repeat, be it in a group."""
    parts = list(body)
    while len(parts) == 1 and parts[0][0] is sre.SUBPATTERN:
        parts = list(parts[0][1][-1])
    if len(parts) == 1 and parts[0][0] is sre.BRANCH:
        return any(is_nested(branch) for branch in parts[0][1][1])
    return (
        len(parts) == 1
        and parts[0][0] in (sre.MAX_REPEAT, sre.MIN_REPEAT)
        and parts[0][1][1] is sre.MAXREPEAT
        and parts[0][1][0] <= 1
    )
