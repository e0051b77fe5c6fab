"""What holds behind a test: which values can do no harm any more on the way that it leaves open."""

import ast
import re

from assay_analysis.flow.patterns import kinds_excluded_by
from assay_analysis.flow.program import Function
from assay_analysis.flow.tables.sanitisers import ALL, EXCLUSIONS, LETTERS
from assay_analysis.flow.value import NOTHING, constant, taints_of

LETTER_TESTS = {"isdigit", "isalpha", "isalnum", "isnumeric", "isdecimal", "isidentifier", "is_valid"}
TELLING = re.compile(
    r"(^|_)(is_)?(safe|valid|validate|allowed|permitted|trusted|whitelist|allowlist)(_|$|d$)|is_safe|has_allowed", re.I
)
# Calls that look into a text; the test is what they give back.
TEXT_TESTS = LETTER_TESTS | {
    "startswith", "endswith", "is_relative_to", "match", "fullmatch", "search", "issubset", "isinstance", "commonpath",
    "compare_digest",
}
NUMBER_TYPES = {"int", "float", "bool", "complex", "Decimal", "UUID", "date", "datetime"}
HOST_PARTS = {"netloc", "hostname", "host"}


def truth(value):
    """True or False where it is certain, else None."""
    if value.is_const:
        return bool(value.const)
    if value.items is not None and value.shape in ("list", "dict") and not value.taints:
        return bool(value.items)
    return None


def refine(frame, test, outcome, environment):
    """The environment as it is where `test` came out as `outcome`."""
    if environment is None:
        return None
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return refine(frame, test.operand, not outcome, environment)
    if isinstance(test, ast.BoolOp):
        # All operands are known only on the way that needs all of them.
        if isinstance(test.op, ast.And) is outcome:
            for operand in test.values:
                environment = refine(frame, operand, outcome, environment)
        return environment
    if isinstance(test, ast.NamedExpr):
        return refine(frame, test.value, outcome, environment)
    if isinstance(test, (ast.Compare, ast.Call)) and not speaks_of_strangers(frame, test, environment):
        return environment
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return refine_compare(frame, test, outcome, environment)
    if isinstance(test, ast.Call):
        return refine_call(frame, test, outcome, environment)
    if isinstance(test, ast.Name) and not outcome:
        known = environment.get(test.id)
        # What is false is nothing: no words are in it.
        if known is not None and known.taints and known.shape == "":
            return {**environment, test.id: NOTHING}
    return environment


def speaks_of_strangers(frame, test, environment):
    """True when a name in the test may hold a stranger's words: nothing else is worth refining."""
    names = frame.run.names_in.get(test)
    if names is None:
        names = frame.run.names_in[test] = [node.id for node in ast.walk(test) if isinstance(node, ast.Name)]
    return any((known := environment.get(name)) is not None and (known.taints or known.items) for name in names)


def peek(frame, node, environment):
    """The value of an expression without leaving traces."""
    from assay_analysis.flow.expressions import evaluate

    before, frame.environment = frame.environment, dict(environment)
    with frame.run.quiet():
        value = evaluate(frame, node)
    frame.environment = before
    return value


def clean(environment, value, kinds):
    """All values in which the same words are, without harm of these kinds."""
    origins = {taint.origin for taint in taints_of(value)}
    if not origins or not kinds:
        return environment
    kinds = frozenset(kinds)
    change = lambda taint: taint.cleaned(kinds) if taint.origin in origins else taint  # noqa: E731
    return {name: held.mapped(change) for name, held in environment.items()}


def refine_compare(frame, test, outcome, environment):
    operation, left, right = test.ops[0], test.left, test.comparators[0]
    positive = isinstance(operation, (ast.Eq, ast.In, ast.Is))
    if not isinstance(operation, (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)):
        return environment
    holds = positive is outcome
    one, other = peek(frame, left, environment), peek(frame, right, environment)
    if isinstance(operation, (ast.In, ast.NotIn)):
        if holds:
            return admitted(environment, left, one, other)
        if isinstance(one.const, str) and one.const in EXCLUSIONS:
            return clean(environment, other, EXCLUSIONS[one.const])
        return environment
    return equal(environment, ((left, one, other), (right, other, one))) if holds else environment


def equal(environment, sides):
    """`left == right` holds; each side is (node, its value, the other's value)."""
    for node, value, reference in sides:
        if not value.taints:
            continue
        if reference.is_const and isinstance(node, ast.Name):
            return {**environment, node.id: constant(reference.const)}
        if reference.is_const:
            return clean(environment, value, component_kinds(node, reference))
        if is_path_check(node):
            return clean(environment, value, {"path"})
    return environment


def component_kinds(node, reference):
    """What a test for a constant says about the whole: a host fixes where it leads, a length nothing."""
    if isinstance(node, ast.Attribute) and node.attr in HOST_PARTS:
        return {"ssrf", "redirect"} if reference.const else {"redirect"}
    return ALL if is_same_text(node) else set()


def admitted(environment, node, value, container):
    """`value in container` holds: it is one of ours, unless strangers fill the container. Of a part nothing follows, but of a host."""
    if taints_of(container) and not container.name.startswith("?"):
        return environment
    if isinstance(node, ast.Attribute):
        return clean(environment, value, {"ssrf", "redirect"}) if node.attr in HOST_PARTS else environment
    return environment if isinstance(node, ast.Subscript) else clean(environment, value, ALL)


def is_same_text(node):
    """`x.lower()` and its like: nothing is left out."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("lower", "upper", "strip")


def is_path_check(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("commonpath", "basename")


def refine_call(frame, test, outcome, environment):
    function = test.func
    method = function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    arguments = [peek(frame, argument, environment) for argument in test.args]
    called = peek(frame, function, environment)
    if method == "isinstance" and len(test.args) == 2 and outcome:
        kinds = {part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "") for part in ast.walk(test.args[1])}
        return (
            clean(environment, arguments[0], ALL)
            if kinds & NUMBER_TYPES and not kinds & {"str", "bytes", "object"}
            else environment
        )
    if method in ("startswith", "endswith", "is_relative_to") and isinstance(function, ast.Attribute) and outcome:
        return refine_prefix(frame, function.value, method, arguments, environment)
    if method in LETTER_TESTS and isinstance(function, ast.Attribute) and outcome:
        return clean(environment, peek(frame, function.value, environment), LETTERS)
    if method in ("match", "fullmatch") and outcome:
        return refine_pattern(called, method, arguments, environment)
    if outcome and TELLING.search(method) and keeps_its_word(called.code):
        for argument in arguments:
            environment = clean(environment, argument, ALL)
    return environment


def keeps_its_word(code, seen=frozenset()):
    """True for a function nobody can look into, whose name is all there is, and for one whose body really tests or refuses
    something: `def is_safe(x): return True` says nothing of x."""
    if not isinstance(code, Function):
        return True
    return code.node not in seen and any(tests_something(node, code, {*seen, code.node}) for node in ast.walk(code.node))


def tests_something(node, code, seen):
    if isinstance(node, (ast.Raise, ast.Assert)):
        return True
    if isinstance(node, ast.Compare):
        return any(not says_nothing(node.left, part) for part in node.comparators)
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in TEXT_TESTS:
        return True
    called = code.closure.lookup(name) if isinstance(node.func, ast.Name) and code.closure is not None else None
    return TELLING.search(name) is not None and keeps_its_word(called and called.code, frozenset(seen))


def says_nothing(left, right):
    """`x is None`, `x != ""`, `len(x) > 3`: true of harmful and harmless words alike."""
    sides = (left, right)
    is_empty = any(isinstance(side, ast.Constant) and not side.value for side in sides)
    return is_empty or any(isinstance(side, ast.Call) and getattr(side.func, "id", "") == "len" for side in sides)


def refine_prefix(frame, node, method, arguments, environment):
    checked = peek(frame, node, environment)
    wanted = arguments[0] if arguments else NOTHING
    texts = wanted.const if isinstance(wanted.const, tuple) else (wanted.const,)
    kinds = set()
    if method in ("startswith", "is_relative_to"):
        if checked.taints and all("resolved" in taint.clean for taint in checked.taints) and not taints_of(wanted):
            kinds.add("path")
        if all(isinstance(text, str) and re.match(r"https?://[^/?#]+[/?#]", text) for text in texts):
            kinds |= {"ssrf", "redirect"}
        if all(isinstance(text, str) and text in ("'", '"') for text in texts):
            kinds.add("begins-with-quote")
    elif all(isinstance(text, str) and text in ("'", '"') for text in texts):
        kinds.add("ends-with-quote")
    return clean(environment, checked, kinds)


def refine_pattern(called, method, arguments, environment):
    """`re.fullmatch(pattern, text)` or `compiled.match(text)` holds."""
    if called.name in ("re.match", "re.fullmatch", "regex.match", "regex.fullmatch") and len(arguments) >= 2:
        pattern, text = arguments[0].const, arguments[1]
    elif called.item("self") is not None and arguments:
        pattern, text = called.item("self").const, arguments[0]
    else:
        return environment
    if not isinstance(pattern, str):
        return environment
    return clean(environment, text, kinds_excluded_by(pattern, whole=method == "fullmatch"))
