"""Calls: what they give back, and what they leave in their objects."""

import ast
import sys

from assay_analysis.flow import folding
from assay_analysis.flow.attributes import attribute_of, new_taint
from assay_analysis.flow.methods import element_of, method_result
from assay_analysis.flow.models import MODELS
from assay_analysis.flow.patterns import kinds_removed_by
from assay_analysis.flow.program import Function
from assay_analysis.flow.sinks import forgets
from assay_analysis.flow.tables import sanitisers, sources
from assay_analysis.flow.value import UNKNOWN, Value, constant, container, sequence, taints_of, unknown

KNOWN_MODULES = getattr(sys, "stdlib_module_names", frozenset())
GUESSED = 0.8


class Call:
    """One call with what is known of its parts."""

    def __init__(self, frame, node, name, base, callee, arguments, keywords, spread):
        self.frame, self.node, self.name, self.base, self.callee = frame, node, name, base, callee
        self.arguments, self.keywords, self.spread = arguments, keywords, spread

    @property
    def method(self):
        return self.node.func.attr if isinstance(self.node.func, ast.Attribute) else ""

    def argument(self, position, keyword=None):
        if keyword is not None and keyword in self.keywords:
            return self.keywords[keyword]
        return self.arguments[position] if 0 <= position < len(self.arguments) else None

    def all_values(self):
        return [*self.arguments, *self.keywords.values()]


def call_value(frame, node):
    from assay_analysis.flow.expressions import evaluate

    base = None
    if isinstance(node.func, ast.Attribute):
        base = evaluate(frame, node.func.value)
        callee = attribute_of(frame, base, node.func.attr, node.func)
    else:
        callee = evaluate(frame, node.func)
    arguments, spread = [], False
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            held = evaluate(frame, argument.value)
            spread = True
            arguments += list(held.items.values()) if held.shape == "list" and held.items else [element_of(held)]
        else:
            arguments.append(evaluate(frame, argument))
    keywords, spread_keywords = {}, []
    for keyword in node.keywords:
        value = evaluate(frame, keyword.value)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif value.shape == "dict" and value.items:
            keywords.update({key: held for key, held in value.items.items() if isinstance(key, str)})
        else:
            spread_keywords.append(value)
    call = Call(
        frame, node, callee.name or "?", base, callee, arguments + spread_keywords, keywords, spread or bool(spread_keywords)
    )
    frame.run.observe(call)
    result = result_of(call)
    return (
        result.mapped(lambda taint: taint.step(frame.run.place_in_module(frame, node), f"passes through {short(call.name)}()"))
        if (result.taints and call.name.split(".")[-1] in sanitisers.DECODERS)
        else result
    )


def short(name):
    return name.removeprefix("?.").replace("()", "")


def result_of(call):
    name, frame = call.name, call.frame
    if name in sources.CALLS:
        return source_value(call, *sources.CALLS[name])
    if name in sources.WEAK_RANDOM:
        return source_value(call, "random", f"{name}(), whose numbers can be foretold,")
    if name in sanitisers.NUMBERS or (call.method in sanitisers.NUMBER_METHODS and not isinstance(call.callee.code, Function)):
        return number(call)
    if name in MODELS:
        return MODELS[name](call)
    if name in sanitisers.DECODERS:
        return unknown(*call.all_values(), name=f"{name}()").mapped(lambda taint: taint._replace(clean=frozenset()))
    kinds = sanitisers.CLEANERS.get(name)
    if kinds is not None:
        return unknown(*call.all_values()).cleaned(frozenset(kinds))
    if call.method in sanitisers.CLEANING_METHODS and not call.callee.code:
        return unknown(*call.all_values(), call.base).cleaned(frozenset(sanitisers.CLEANING_METHODS[call.method]))
    if name in ("re.sub", "regex.sub") and len(call.arguments) >= 3:
        return substituted(call.arguments[0], call.arguments[1], call.arguments[2])
    if (
        call.method == "replace"
        and len(call.arguments) == 2
        and not (call.base.is_const and all(one.is_const for one in call.arguments))
    ):
        return replaced(call)
    if call.base is not None:
        changed = method_result(call.base, call.method, call.arguments, call.keywords)
        if changed is not None:
            result, after = changed
            if after is not None:
                frame.run.assign(frame, call.node.func.value, after, check=False)
            return result
    if call.callee.code is not None:
        result = frame.run.enter(call)
        if result is not None:
            return result
    return Value(name=f"{name}()") if forgets(call) else default_result(call)


def source_value(call, sort, words):
    result = unknown(*call.all_values(), name=f"{call.name}()") if sort not in ("random", "error") else Value()
    if sort == "random":
        result = result._replace(name=f"{call.name}()")
    return result._replace(taints=(new_taint(call.frame, sort, words, call.node), *result.taints))


def number(call):
    """Nothing of the words is left; that it can be foretold stays."""
    if call.name in folding.FUNCTIONS and call.arguments and all(one.is_const for one in call.arguments) and not call.keywords:
        result = folding.computed(folding.FUNCTIONS[call.name], *[one.const for one in call.arguments])
        if result is not UNKNOWN:
            return constant(result)
    if call.base is not None and call.base.is_const and all(one.is_const for one in call.arguments):
        result = folding.fold_method(call.base.const, call.method, [one.const for one in call.arguments])
        if result is not UNKNOWN:
            return constant(result)
    if (
        call.name == "len"
        and call.arguments
        and call.arguments[0].shape in ("list", "dict")
        and call.arguments[0].items is not None
        and not call.arguments[0].taints
    ):
        return constant(len(call.arguments[0].items))
    left = [taint for value in call.all_values() for taint in taints_of(value) if taint.sort == "random"]
    return Value(name=f"{call.name}()", taints=tuple(left[:2]))


def substituted(pattern, replacement, text):
    result = unknown(text, replacement)
    if isinstance(pattern.const, str) and not replacement.taints:
        return result.cleaned(kinds_removed_by(pattern.const))
    return result


def replaced(call):
    old, new = call.arguments
    result = unknown(call.base, new, prefix=call.base.prefix, embedded=call.base.embedded or call.base.is_const)
    if isinstance(old.const, str) and old.const in sanitisers.REMOVALS and not new.taints:
        if not (isinstance(new.const, str) and old.const in new.const and new.const != old.const * 2):
            return result.cleaned(frozenset(sanitisers.EXCLUSIONS[old.const]))
    return result


def default_result(call):
    """Of a function we know nothing of: whatever goes in may come out."""
    name = call.name
    base = [Value(taints=value.taints) for value in (call.base, call.callee) if value is not None and value.taints]
    result = unknown(*base, *call.all_values(), name=f"{name}()")
    if not result.taints:
        return result
    told = telling_kinds(name.split(".")[-1])
    if told:
        result = result.cleaned(told)
    if (
        not base
        and name.split(".")[0] not in KNOWN_MODULES
        and name not in ("str", "bytes", "list", "tuple", "set", "dict", "sorted", "reversed")
    ):
        result = result.mapped(lambda taint: taint._replace(certainty=round(taint.certainty * GUESSED, 3)))
    return result


def telling_kinds(name):
    words = name.lower()
    found = frozenset()
    for parts, kinds in sanitisers.TELLING_NAMES:
        if all(part in words for part in parts):
            found |= kinds
    return found


def bind(function, arguments, keywords):
    """Values of the function's parameters for one call."""
    node = function.node.args
    names = [one.arg for one in function.parameters]
    bound = dict(zip(names, arguments))
    if node.vararg is not None:
        bound[node.vararg.arg] = sequence(arguments[len(names) :])
    known = {*names, *(one.arg for one in node.kwonlyargs)}
    bound.update({name: value for name, value in keywords.items() if name in known})
    if node.kwarg is not None:
        bound[node.kwarg.arg] = container({name: value for name, value in keywords.items() if name not in known}, "dict")
    return bound


def defaults(function):
    """(parameter, node of its default)."""
    node = function.node.args
    positional = function.parameters
    yield from zip(positional[len(positional) - len(node.defaults) :], node.defaults)
    yield from ((one, default) for one, default in zip(node.kwonlyargs, node.kw_defaults) if default is not None)


def is_static(function):
    return any(getattr(decorator, "id", "") == "staticmethod" for decorator in getattr(function.node, "decorator_list", []))
