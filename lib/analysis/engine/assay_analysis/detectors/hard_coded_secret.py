"""Secrets that stand in the source: whoever reads it has them, and they are the same everywhere."""

import ast
import re

from assay_analysis.detection import Detection

PASSWORD = re.compile(r"(^|_)(passw(or)?d|passwd|pwd|passphrase|pass_?phrase)$", re.I)
SECRET = re.compile(
    r"(^|_)(secret|secret_?key|api_?key|access_?key|auth_?token|access_?token|refresh_?token|private_?key|client_?secret|encryption_?key|"
    r"signing_?key|jwt_?key|bearer_?token|token)$",
    re.I,
)
PLAIN_KEY = re.compile(r"(^|_)key$", re.I)
PLACEHOLDER = re.compile(
    r"[<>{}$%*…]|your|example|change|dummy|placeholder|replace|insert|xxxx|todo|none|null|\s|^test|^mock|^fake|^sample|secret$|^env:",
    re.I,
)
CONNECTING = re.compile(r"connect|login|auth|client|session|engine|pool|database|open", re.I)
MADE_FROM_CHARACTERS = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/=_.-]{16,}$")


def detect_hard_coded_secrets(module):
    for node in ast.walk(module.tree):
        for name, value, where, empty_counts in pairs(node):
            if not isinstance(value, ast.Constant) or not isinstance(value.value, (str, bytes)):
                continue
            text = value.value if isinstance(value.value, str) else value.value.decode("latin-1")
            if text == "":
                if empty_counts and PASSWORD.search(name):
                    yield Detection(
                        "empty-password",
                        where,
                        f"“{name}” is empty: whoever reaches the service is let in.",
                        example='password = os.environ["DATABASE_PASSWORD"]',
                    )
            elif (certainty := suspicion(name, text, node)) > 0:
                yield Detection(
                    "hard-coded-secret",
                    where,
                    f"“{name}” stands in the source: everybody who reads it has it, and it cannot be "
                    "changed without a release.",
                    example='password = os.environ["DATABASE_PASSWORD"]',
                    certainty=certainty,
                )


def pairs(node):
    """(name, value, place, whether an empty one is worth a word) of everything that gives a name a value, or compares them."""
    if isinstance(node, ast.Call):
        connects = CONNECTING.search(called(node))
        for keyword in node.keywords:
            if keyword.arg:
                yield keyword.arg, keyword.value, keyword.value, bool(connects)
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            if (name := name_of(target)) is not None:
                yield name, node.value, node, False
                yield from connection_text(node)
    elif isinstance(node, ast.AnnAssign) and node.value is not None and (name := name_of(node.target)) is not None:
        yield name, node.value, node, False
    elif isinstance(node, ast.Dict):
        keys = {key.value.upper() for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
        for key, value in zip(node.keys, node.values):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value, value, bool(keys & {"HOST", "USER", "ENGINE"})
    elif isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
        for side, other in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
            if (name := name_of(side)) is not None and PASSWORD.search(name):
                yield name, other, node, False


def connection_text(node):
    """`scheme://user:password@host` holds one, too."""
    value = node.value
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        match = re.match(r"[a-z][a-z0-9+]*://[^/:@\s]+:([^/@\s]*)@[^/\s]", value.value)
        if match:
            yield "password", ast.Constant(match.group(1)), node, True


def name_of(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
        return node.slice.value
    return None


def called(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def suspicion(name, text, node):
    """How likely the text is a secret and no name of a field, message or placeholder."""
    connects = isinstance(node, ast.Call) and CONNECTING.search(called(node))
    compares = isinstance(node, ast.Compare)
    if PASSWORD.search(name):
        if connects or compares:
            return 1.0 if not re.search(r"[<>{}$%*\s]", text) else 0
        plain = text.lower().replace("-", "_") in name.lower() or re.fullmatch(r"[a-z_]+|[A-Z_]+|[A-Za-z ]+", text)
        return 0 if PLACEHOLDER.search(text) or plain or len(text) < 4 else 0.9
    if SECRET.search(name):
        if (
            PLACEHOLDER.search(text)
            or len(text) < 8
            or re.fullmatch(r"[a-z_.:/-]+|[A-Z_]+|[A-Za-z]+", text)
            or text.startswith(("http", "/", "--"))
        ):
            return 0
        return 0.95 if MADE_FROM_CHARACTERS.match(text) else 0.8
    if PLAIN_KEY.search(name) and MADE_FROM_CHARACTERS.match(text) and len(text) >= 32:
        return 0.8
    return 0
