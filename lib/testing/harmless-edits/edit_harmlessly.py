"""Reads {source, kind, seed, spared} as JSON lines, writes the source after one harmless edit, or null where there is no place for
it. `spared`: lines with findings; a rename keeps away from the functions around them. What comes out means the same: it is checked."""

import ast
import io
import json
import random
import sys
import tokenize

NAMES = ("helper", "unrelated", "extra", "another", "side")


def starts_of_statements(source):
    """1-based line → indentation, of lines on which a logical line begins."""
    starts, fresh = {}, True
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER):
            continue
        if fresh:
            starts[token.start[0]] = token.line[: token.start[1]]
        fresh = token.type == tokenize.NEWLINE
    return starts


def add_lines_above(source, rng, spared):
    tree = ast.parse(source)
    body = [node for node in tree.body if not is_docstring(node) and not is_future(node)]
    if not body:
        return None
    first = body[0].lineno - len(getattr(body[0], "decorator_list", []))
    name = rng.choice(NAMES)
    added = rng.choice([
        "# a word about what follows\n", "\n\n\n", f"import string as _{name}_{rng.randrange(1000)}\n",
        f"_{name.upper()}_{rng.randrange(1000)} = {rng.randrange(100)}\n",
        f"def _{name}_{rng.randrange(1000)}(left, right):\n    return left + right\n\n\n",
    ])
    return insert_line(source, first, added)


def add_comment(source, rng, spared):
    starts = starts_of_statements(source)
    line = rng.choice(sorted(starts))
    added = rng.choice(["\n", f"{starts[line]}# see above\n", f"\n{starts[line]}# first this\n"])
    return insert_line(source, line, added)


def add_trailing_comment(source, rng, spared):
    ends = [token.start for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type == tokenize.NEWLINE and token.string]
    if not ends:
        return None
    line, column = rng.choice(ends)
    return replace(source, (line, column), (line, column), "  # noted")


def change_quotes(source, rng, spared):
    tokens = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type == tokenize.STRING
              and token.string[0] in "'\"" and token.string[:3] not in ("'''", '"""') and not set(token.string[1:-1]) & set("'\"\\")]
    if not tokens:
        return None
    token = rng.choice(tokens)
    quote = '"' if token.string[0] == "'" else "'"
    return replace(source, token.start, token.end, quote + token.string[1:-1] + quote)


def break_line(source, rng, spared):
    depth, formatted, places = 0, 0, []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        formatted += (kind == "FSTRING_START") - (kind == "FSTRING_END")
        if token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
            if token.string == "," and depth > 0 and not formatted:
                places.append(token.end)
    if not places:
        return None
    place = rng.choice(places)
    return replace(source, place, place, "\n" + " " * rng.choice((4, 8, 12)))


def add_parentheses(source, rng, spared):
    values = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.Assign, ast.Return)) and node.value is not None
              and not isinstance(node.value, (ast.Yield, ast.YieldFrom)) and node.value.lineno == node.value.end_lineno]
    values = [value for value in values if source.split("\n")[value.lineno - 1].isascii() and "\f" not in source]
    if not values:
        return None
    value = rng.choice(values)
    start, end = (value.lineno, value.col_offset), (value.end_lineno, value.end_col_offset)
    return replace(replace(source, end, end, ")"), start, start, "(")


def rename_elsewhere(source, rng, spared):
    """Of a local variable of a function without findings."""
    tree, lines = ast.parse(source), source.split("\n")
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
                 and not any(node.lineno <= line <= node.end_lineno for line in spared)]
    rng.shuffle(functions)
    for function in functions:
        inner = list(ast.walk(function))
        if any(isinstance(node, (ast.Global, ast.Nonlocal, ast.Lambda, ast.ClassDef, ast.ExceptHandler, ast.Import, ast.ImportFrom, ast.JoinedStr))
               or isinstance(node, ast.FunctionDef) and node is not function for node in inner):
            continue
        arguments = {node.arg for node in inner if isinstance(node, (ast.arg, ast.keyword))}
        uses = [node for node in inner if isinstance(node, ast.Name)]
        names = sorted({node.id for node in uses if isinstance(node.ctx, ast.Store)} - arguments - {"_", "__class__"})
        if not names or any(node.id in ("locals", "vars", "eval", "exec", "dir") for node in uses):
            continue
        name = rng.choice(names)
        for node in sorted((node for node in uses if node.id == name), key=lambda node: (-node.lineno, -node.col_offset)):
            if not lines[node.lineno - 1].isascii():
                return None
            source = replace(source, (node.lineno, node.col_offset), (node.lineno, node.end_col_offset), f"{name}_renamed")
        return source
    return None


def swap_functions(source, rng, spared):
    """Two functions that stand next to each other at module level or in a class."""
    tree = ast.parse(source)
    pairs = [pair for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef)) for pair in zip(node.body, node.body[1:])
             if all(isinstance(one, ast.FunctionDef) and not one.decorator_list for one in pair) and pair[0].name != pair[1].name]
    if not pairs:
        return None
    first, second = rng.choice(pairs)
    lines = source.split("\n")
    upper, between, lower = (lines[first.lineno - 1 : first.end_lineno], lines[first.end_lineno : second.lineno - 1],
                             lines[second.lineno - 1 : second.end_lineno])
    return "\n".join([*lines[: first.lineno - 1], *lower, *between, *upper, *lines[second.end_lineno :]])


def add_twin(source, rng, spared):
    """No harmless edit: a simple statement with a finding is there twice, before or after itself."""
    tree = ast.parse(source)
    statements = [node for node in ast.walk(tree) if isinstance(node, (ast.Assign, ast.Expr, ast.AugAssign)) and not is_docstring(node)
                  and any(node.lineno <= line <= node.end_lineno for line in spared)]
    starts = starts_of_statements(source)
    statements = [node for node in statements if node.lineno in starts and len(starts[node.lineno]) == node.col_offset]
    if not statements:
        return None
    node = rng.choice(statements)
    lines = source.split("\n")[node.lineno - 1 : node.end_lineno]
    if not lines[-1].isascii() or lines[-1][node.end_col_offset :].strip():
        return None
    return insert_line(source, node.lineno, "\n".join(lines) + "\n")


def is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def is_future(node):
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def insert_line(source, line, added):
    lines = source.split("\n")
    return "\n".join(lines[: line - 1]) + ("\n" if line > 1 else "") + added + "\n".join(lines[line - 1 :])


def replace(source, start, end, text):
    lines = source.split("\n")
    before, after = lines[start[0] - 1][: start[1]], lines[end[0] - 1][end[1] :]
    return "\n".join([*lines[: start[0] - 1], before + text + after, *lines[end[0] :]])


KINDS = {
    "lines-above": (add_lines_above, False), "comment": (add_comment, True), "trailing-comment": (add_trailing_comment, True),
    "quotes": (change_quotes, True), "line-break": (break_line, True), "parentheses": (add_parentheses, True),
    "rename-elsewhere": (rename_elsewhere, False), "reorder": (swap_functions, False), "twin": (add_twin, False),
}


def edit(request):
    make, keeps_syntax = KINDS[request["kind"]]
    try:
        edited = make(request["source"], random.Random(request["seed"]), request["spared"])
        if edited is None or edited == request["source"]:
            return None
        tree = ast.parse(edited)
        compile(edited, "m", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, IndexError, tokenize.TokenError, RecursionError):
        return None
    return edited if not keeps_syntax or ast.dump(tree) == ast.dump(ast.parse(request["source"])) else None


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    for line in sys.stdin:
        print(json.dumps(edit(json.loads(line))), flush=True)
