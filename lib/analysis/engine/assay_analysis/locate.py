"""Names for places that other tools and models point at: the same fingerprints as our own findings have."""

import ast
from collections import Counter

from assay_analysis.place import fingerprints, normalised, quote_of, range_of


def locate_places(module, places):
    """For each {rule, startLine, endLine?, startColumn?, endColumn?, quote?}, in order, {range, quote, qualifiedName, fingerprint, movedFingerprint}
    of the smallest node there, or None: nothing stands there, or not the quoted text. A quote is looked for near its line
    first and then in the whole module; it counts only when exactly one node-bearing place has it."""
    seen, answers = Counter(), []
    for place in places:
        node = find_node(module, place)
        if node is None:
            answers.append(None)
            continue
        found = range_of(module, node)
        syntax, name = normalised(node), module.qualified_name(node)
        ordinal = seen[(place["rule"], name, syntax)]
        seen[(place["rule"], name, syntax)] += 1
        fingerprint, moved = fingerprints(module.path, place["rule"], name, syntax, ordinal)
        answers.append({
            "range": found, "quote": quote_of(module, found), "qualifiedName": name,
            "fingerprint": fingerprint, "movedFingerprint": moved,
        })
    return answers


def find_node(module, place):
    line = find_line(module, place)
    if line is None:
        return None
    end = max(place.get("endLine") or line, line)
    column = place.get("startColumn")
    best = None
    for node in ast.walk(module.tree):
        if not hasattr(node, "lineno") or not isinstance(node, (ast.stmt, ast.expr, ast.ExceptHandler)):
            continue
        found = range_of(module, node)
        if found["startLine"] != line or (column is not None and found["startColumn"] != column):
            continue
        # The widest node that ends where the place does; a statement when no column was told.
        if column is None and not isinstance(node, (ast.stmt, ast.ExceptHandler)):
            continue
        distance = abs(found["endLine"] - end) * 1000 + abs(found["endColumn"] - (place.get("endColumn") or found["endColumn"]))
        if best is None or distance < best[0]:
            best = (distance, node)
    return best[1] if best else None


def find_line(module, place):
    """The place's own line, or where its quote stands; None when the quote stands nowhere or in several places equally near."""
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
