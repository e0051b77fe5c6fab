"""Names for places that other tools and models point at: the same fingerprints as our own findings have."""

import ast
from collections import defaultdict

from assay_analysis.place import name_all, quote_of, range_of
from assay_analysis.twins import twin_numbers

POINTED_AT = (ast.stmt, ast.expr, ast.ExceptHandler)


def locate_places(module, places):
    """For each {rule, startLine, endLine?, startColumn?, endColumn?, quote?}, in order, {range, quote, qualifiedName, fingerprint,
    movedFingerprint} of the smallest statement or expression that covers it, or None: nothing stands there, or not the quoted
    text. A quote is looked for near its line first and then in the whole module; without a line it must stand there once."""
    if not places:
        return []
    nodes = nodes_by_line(module)
    found = [find_node(module, nodes, place) for place in places]
    # In the order of the text, whatever the order of the question.
    order = sorted((index for index, pair in enumerate(found) if pair is not None),
                   key=lambda index: (*begin_of(found[index][1]), index))
    # Of twins only one may be asked about, today: it must not be called like the other, asked about tomorrow.
    numbers = twin_numbers(module, POINTED_AT)
    names = name_all(module, [(places[index]["rule"], found[index][0]) for index in order], numbers)
    answers = [None] * len(places)
    for index, called in zip(order, names):
        place = found[index][1]
        answers[index] = {"range": place, "quote": quote_of(module, place), **called}
    return answers


def nodes_by_line(module):
    """Lines that a head or an expression covers → [(node, its range)], from the outermost to the innermost."""
    nodes = defaultdict(list)
    for node in ast.walk(module.tree):
        if isinstance(node, POINTED_AT):
            place = range_of(module, node)
            for line in range(place["startLine"], place["endLine"] + 1):
                nodes[line].append((node, place))
    return nodes


def find_node(module, nodes, place):
    """(node, its range), or None. Without a column a statement is meant; a place that no node covers to its end (a whole
    function, or several statements) is where it begins."""
    line = find_line(module, place)
    if line is None:
        return None
    here = nodes.get(line, [])
    column = place.get("startColumn")
    if column is None:
        statements = [pair for pair in here if not isinstance(pair[0], ast.expr)]
        starting = [pair for pair in statements if pair[1]["startLine"] == line]
        return (starting or statements[-1:] or [None])[0]
    start = (line, column)
    end = max((place.get("endLine") or line, place.get("endColumn") or column), start)
    around = [pair for pair in here if begin_of(pair[1]) <= start]
    covering = [pair for pair in around if end <= end_of(pair[1])]
    holding = covering or [pair for pair in around if start < end_of(pair[1])]
    return min(holding, key=lambda pair: size_of(pair[1]), default=None)


def begin_of(place):
    return place["startLine"], place["startColumn"]


def end_of(place):
    return place["endLine"], place["endColumn"]


def size_of(place):
    """Of nodes around the same point the smallest begins last and ends first."""
    return place["endLine"] - place["startLine"], -place["startLine"], -place["startColumn"], place["endColumn"]


def find_line(module, place):
    """The place's own line, or where its quote stands; None when the quote stands nowhere or, without a line, in several places."""
    quote = (place.get("quote") or "").strip()
    if not quote:
        return place.get("startLine")
    wanted = [part.strip() for part in quote.splitlines() if part.strip()]
    texts = [text.strip() for text in module.lines]
    hits = [number + 1 for number in range(len(texts)) if wanted[0] in texts[number] and all(
        number + offset < len(texts) and part in texts[number + offset] for offset, part in enumerate(wanted))]
    if not hits:
        return None
    near = place.get("startLine")
    if near is None:
        return hits[0] if len(hits) == 1 else None
    return min(hits, key=lambda line: (abs(line - near), line))
