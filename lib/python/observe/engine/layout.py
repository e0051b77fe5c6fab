"""Lays source out the way people write it: long literals over several lines."""
from __future__ import annotations

import ast
import pprint
import re
from typing import List

WIDTH = 100


def wrap_line(line: str, indent: int = 4) -> List[str]:
    """One statement as one or more lines no wider than WIDTH where a literal can be broken."""
    if len(line) + indent <= WIDTH:
        return [line]
    match = re.match(r'^((?:assert [\w.\[\]\'"()]+ == |[\w.]+ = )(?:pytest\.approx\()?)(.*?)(\)?)$', line, re.S)
    if match is None:
        return [line]
    head, body, tail = match.groups()
    if not head.endswith('('):
        body, tail = body + tail, ''
    try:
        value = ast.literal_eval(body)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return [line]
    broken = _broken(value, WIDTH - indent - 4)
    if broken is None or ast.literal_eval(broken) != value:
        return [line]
    if '\n' not in broken:
        return [line]
    rows = broken.split('\n')
    if rows[0][:1] in '([{' and not isinstance(value, (str, bytes)):
        return [head + rows[0][0]] + [f'    {row.strip() if i == 0 else row[1:]}' for i, row in
                                      enumerate([rows[0][1:]] + rows[1:-1] + [rows[-1][:-1]])] + [rows[-1][-1] + tail]
    return [head + '('] + [f'    {row}' for row in _inner(rows)] + [')' + tail]


def _broken(value: object, width: int):
    if isinstance(value, (str, bytes, list, tuple, dict, set)):
        return pprint.pformat(value, width=width, sort_dicts=False)
    return None


def _inner(rows: List[str]) -> List[str]:
    """The rows of a string that pprint has put in parentheses, without them."""
    rows = list(rows)
    rows[0] = rows[0].lstrip('(')
    rows[-1] = rows[-1][:-1] if rows[-1].endswith(')') else rows[-1]
    return [row.strip() for row in rows]
