"""Words of strangers that reach a place where they do harm, and unsafe settings: what the data flow saw, as findings."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.flow.interpreter import interpret
from assay_analysis.flow.words import WORDS

SENT_BY = {
    "request": "Send “{payload}” as {words}.",
    "network": "Let “{payload}” come as {words}.",
    "command-line": "Give “{payload}” on {words}.",
    "local": "Give “{payload}” as {words}.",
    "parameter": "Call {function}() with “{payload}” for {words}.",
}


# Nobody sends a parameter.
DOERS = {"parameter": "whoever sets it", "local": "whoever types it", "command-line": "whoever types it"}


def detect_data_flow(module):
    best = {}
    for hit in interpret(module).hits:
        words = WORDS[hit.kind]
        node = outside_of_fstring(module, hit.node)
        key = (words.rule, id(node))
        if key not in best or best[key][1].certainty < hit.certainty:
            best[key] = (node, hit, words)
    for node, hit, words in best.values():
        yield told(module, node, hit, words)


def told(module, node, hit, words):
    if hit.taint is None:
        return Detection(words.rule, node, hit.words, fix=hit.fix, example=words.example, certainty=hit.certainty)
    source = hit.taint.words
    harm = words.harm.replace("the sender", DOERS.get(hit.taint.sort, "the sender"))
    return Detection(
        words.rule,
        node,
        f"{source[0].upper()}{source[1:]} reaches {hit.subject}: {harm}.",
        trigger=trigger(module, node, hit, words),
        example=words.example,
        trace=[*hit.taint.steps, (node.lineno, f"reaches {hit.subject}")],
        certainty=hit.certainty,
    )


def trigger(module, node, hit, words):
    pattern = SENT_BY.get(hit.taint.sort)
    if pattern is None or not words.payload:
        return None
    function = module.qualified_name(node) or "the module"
    return pattern.format(payload=words.payload, words=hit.taint.words, function=function)


def outside_of_fstring(module, node):
    """Older versions of Python do not know exactly where things stand inside of an f-string."""
    for outer in module.ancestors(node):
        if isinstance(outer, ast.JoinedStr):
            node = outer
        elif isinstance(outer, ast.stmt):
            break
    return node
