"""Facts about one module; the shape is that of module-facts.ts."""

import ast
import hashlib
import io
import tokenize

from assay_helpers.read_modules.symbols import is_docstring, list_symbols, docstring_of

NOT_CODE = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
    tokenize.ENCODING,
}


def read_module(path, source):
    source = source.removeprefix("\ufeff")
    facts = {
        "path": path, "lines": len(source.splitlines()), "codeLines": 0, "symbols": [], "imports": [],
        "publicSymbols": 0, "documentedSymbols": 0, "complexity": 0, "branches": 0, "hasMain": False,
        "hasDocstring": False, "canonicalHash": None, "syntaxError": None,
    }
    try:
        tree = ast.parse(source)
        # Parsing alone accepts a `return` outside of a function and its like.
        compile(source, path, "exec", dont_inherit=True)
        facts.update(describe(tree, source))
    except SyntaxError as error:
        facts["syntaxError"] = {"line": error.lineno or 1, "column": error.offset or 1, "message": str(error.msg)}
    except RecursionError:
        facts["syntaxError"] = {"line": 1, "column": 1, "message": "nested too deeply to be read"}
    except MemoryError:
        facts["syntaxError"] = {"line": 1, "column": 1, "message": "too complex to be read"}
    except (ValueError, UnicodeError) as error:
        facts["syntaxError"] = {"line": 1, "column": 1, "message": f"not Python text: {error}"}
    return facts


def describe(tree, source):
    symbols = list_symbols(tree)
    public = [symbol for symbol in symbols if symbol["public"]]
    documented = docstring_of(tree) is not None
    code_lines = count_code_lines(tree, source)
    strip_docstrings(tree)
    for symbol in symbols:
        symbol["canonicalHash"] = canonical_hash(symbol.pop("node"))
    return {
        "codeLines": code_lines,
        "symbols": symbols,
        "imports": list_imports(tree),
        # The module itself is one of the things that should say what it is for.
        "publicSymbols": 1 + len(public),
        "documentedSymbols": int(documented) + sum(symbol["hasDocstring"] for symbol in public),
        "complexity": sum(symbol["complexity"] for symbol in symbols if symbol["kind"] == "function"),
        "branches": sum(symbol["branches"] for symbol in symbols if symbol["kind"] == "function"),
        "hasMain": any(is_main_guard(node) for node in tree.body),
        "hasDocstring": documented,
        "canonicalHash": canonical_hash(tree),
    }


def canonical_hash(tree):
    """Hash of what code means to the interpreter: comments and layout are not in a tree."""
    return hashlib.sha256(ast.dump(tree).encode("utf-8", "surrogatepass")).hexdigest()


def strip_docstrings(tree):
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and is_docstring(node, body[0]):
            node.body = body[1:]


def count_code_lines(tree, source):
    """Lines with anything but comments, blanks and docstrings."""
    docstring_lines = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and is_docstring(node, body[0]):
            docstring_lines.update(range(body[0].lineno, body[0].end_lineno + 1))
    code = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NOT_CODE:
            code.update(range(token.start[0], token.end[0] + 1))
    return len(code - docstring_lines)


def list_imports(tree):
    """Every import in the file, also inside functions; `guarded` ones sit in a try or a type-checking block."""
    found = []

    def visit(node, guarded):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found.append({"module": alias.name, "names": [], "level": 0, "line": node.lineno, "guarded": guarded})
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
            found.append({"module": node.module or "", "names": names, "level": node.level, "line": node.lineno,
                          "guarded": guarded})
        inner = guarded or isinstance(node, (ast.Try, ast.FunctionDef, ast.AsyncFunctionDef)) or is_type_checking(node)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.stmt, ast.ExceptHandler)) or type(child).__name__ == "match_case":
                visit(child, inner)

    visit(tree, False)
    return found


def is_type_checking(node):
    if not isinstance(node, ast.If):
        return False
    name = node.test.attr if isinstance(node.test, ast.Attribute) else getattr(node.test, "id", "")
    return name == "TYPE_CHECKING"


def is_main_guard(node):
    """`if __name__ == "__main__":`"""
    if not isinstance(node, ast.If) or not isinstance(node.test, ast.Compare):
        return False
    sides = [node.test.left, *node.test.comparators]
    return any(getattr(side, "id", "") == "__name__" for side in sides) and any(
        getattr(side, "value", "") == "__main__" for side in sides
    )
