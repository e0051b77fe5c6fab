"""Watches what the interpreter comes by: words of strangers that reach a place where they do harm, and unsafe settings."""

import ast
import re
from typing import NamedTuple

from assay_analysis.flow.settings.registry import CHECKS, METHOD_CHECKS
from assay_analysis.flow.settings.texts import compared_host
from assay_analysis.flow.settings.web import verification_off
from assay_analysis.flow.sinks import STORED_HEADERS, dangerous_arguments, harmless
from assay_analysis.flow.tables import sinks as table
from assay_analysis.flow.tables import sources
from assay_analysis.flow.value import taints_of

SECRET_NAME = re.compile(
    r"(^|_)(token|passw(or)?d|pwd|secret|session_?id|sid|nonce|salt|otp|api_?key|csrf\w*|reset_?code|auth_?code|verification_?code|captcha|"
    r"cookie|session_?key|private_?key|encryption_?key|secret_?key|aes_?key|iv|pin)s?$",
    re.I,
)
SECRET_FUNCTION = re.compile(
    r"(token|passw(or)?d|secret|session_?id|nonce|salt|otp|api_?key|csrf|reset_?code|verification_?code|crypto_?key)", re.I
)
KEY_MAKERS = ("getrandbits", "randbytes", "bytes")

# How much a sort of source is a stranger's for a kind of sink; what is not named is none of it. A request's are, everywhere.
BY_SORT = {
    "network": {
        "command": 0.8,
        "process": 0.8,
        "program": 0.7,
        "code": 0.85,
        "sql": 0.7,
        "template": 0.7,
        "deserialise": 0.75,
        "path": 0.6,
        "xml-entities": 0.6,
    },
    "local": {
        "command": 0.75,
        "process": 0.75,
        "code": 0.8,
        "sql": 0.75,
        "deserialise": 0.6,
        "template": 0.6,
        "ldap": 0.6,
        "xpath": 0.6,
        "log": 0.8,
    },
    # Whoever starts a program may run any other.
    "command-line": {"command": 0.45, "process": 0.45, "code": 0.5, "sql": 0.6, "deserialise": 0.4, "template": 0.5},
    "parameter": {
        "command": 0.65,
        "process": 0.65,
        "code": 0.55,
        "sql": 0.8,
        "template": 0.5,
        "ldap": 0.65,
        "xpath": 0.6,
        "nosql": 0.7,
        "deserialise": 0.5,
    },
    "random": {"randomness": 1.0},
}
# A parameter's words are suspicious where they are put into a text, not where the function is made to take the whole of it.
EMBEDDED_ONLY = {"command", "sql", "ldap", "xpath", "template", "nosql"}


class Hit(NamedTuple):
    """Something that a rule may be broken by; `taint` None: a setting. `certainty`: of this hit, 0 to 1, before the rule's own."""

    kind: str
    node: object
    subject: str
    taint: object = None
    certainty: float = 1.0
    words: str = None
    fix: list = None


def called(call):
    if call.frame.run.silent:
        return
    for kind, value, factor in dangerous_arguments(call):
        harm(call.frame, kind, call.node, value, f"{spoken(call)}()", factor)
        if kind == "path" and stores_file(call):
            harm(call.frame, "upload", call.node, value, f"{spoken(call)}()", factor)
    for check in (*CHECKS.get(call.name, ()), *METHOD_CHECKS.get(call.method, ())):
        for kind, words, certainty, fix in check(call) or ():
            report(call.frame, Hit(kind, call.frame.site or call.node, spoken(call), certainty=certainty, words=words, fix=fix))


def stores_file(call):
    mode = call.argument(1, "mode")
    return call.method == "save" or (
        mode is not None and isinstance(mode.const, str) and any(sign in mode.const for sign in "wxa")
    )


def spoken(call):
    """The called name as a person would say it."""
    parts = call.name.removeprefix("?.").replace("()", "").split(".")
    return ".".join(parts[-2:])


def harm(frame, kind, node, value, subject, factor=1.0):
    """One hit for the most certain of the sources that can do this kind of harm here."""
    if frame.run.silent:
        return
    best, certainty = None, 0
    for taint in taints_of(value):
        share = weight(kind, taint, value) * taint.certainty * factor
        if share > certainty and not harmless(kind, taint, value):
            best, certainty = taint, share
    if best is not None:
        report(frame, Hit(kind, frame.site or node, subject, best, round(certainty, 3)))


def weight(kind, taint, value):
    if kind == "randomness" or taint.sort == "random":
        return 1.0 if kind == "randomness" and taint.sort == "random" else 0
    if kind == "disclosure" or taint.sort == "error":
        return 1.0 if kind == "disclosure" and taint.sort == "error" else 0
    if kind == "upload" and taint.words != "an uploaded file":
        return 0
    if taint.sort == "request":
        return 1.0
    if taint.sort == "parameter" and kind in EMBEDDED_ONLY and not value.embedded:
        return 0
    return BY_SORT.get(taint.sort, {}).get(kind, 0)


def report(frame, hit):
    if not frame.run.silent:
        frame.run.hits.append(hit)


def attribute_set(frame, node, base, value):
    """`base.name = value`."""
    assigned(frame, node, node.attr, value)
    off = verification_off(node.attr, base, value)
    if off is not None:
        report(frame, Hit("tls-not-verified", frame.site or node, node.attr, certainty=off[1], words=off[0]))


def compared(frame, node, text, value):
    """`text in value`."""
    words = compared_host(text, value)
    if words is not None:
        report(frame, Hit("incomplete-url-check", frame.site or node, "", certainty=1.0, words=words))


def assigned(frame, node, name, value):
    """A number that can be foretold becomes a secret."""
    if value.taints and (
        SECRET_NAME.search(name) or (name.lower() == "key" and any(maker in value.name for maker in KEY_MAKERS))
    ):
        harm(frame, "randomness", node, value, f"“{name}”")


def stored(frame, node, base, key, value):
    """`base[key] = value`."""
    short = getattr(node.value, "attr", getattr(node.value, "id", base.name.split(".")[-1]))
    kind = table.STORES.get(base.name) or table.STORES.get(f"*.{short}")
    if kind is not None:
        harm(frame, kind, node, value, "the session")
        harm(frame, kind, node, key, "the session")
    if "session" in short.lower():
        harm(frame, "randomness", node, value, "a session")
    if isinstance(key.const, str):
        assigned(frame, node, key.const, value)
        if is_header_store(base, short):
            harm(frame, STORED_HEADERS.get(key.const.lower(), "header"), node, value, f"the header {key.const}")


def is_header_store(base, short):
    return (
        short == "headers"
        and not any(base.name.startswith(request) for request in sources.REQUESTS)
        or "HttpResponse()" in base.name
    )


def is_own_function(frame, name):
    return frame.lookup(name).code is not None


def returned(frame, node, value):
    if node.value is None or frame.run.silent:
        return
    if frame.function is not None and SECRET_FUNCTION.search(frame.function.label):
        harm(frame, "randomness", node.value, value, f"the result of {frame.function.label}()")
    if getattr(frame, "answers", False) and frame.depth == 0:
        answered(frame, node, value)


def answered(frame, node, value):
    """What a request is answered with is read as HTML unless it says otherwise."""
    if (
        isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and is_own_function(frame, node.value.func.id)
    ):
        # It is told where that function returns, if that one answers requests.
        if any(getattr(hit.taint, "sort", "") == "request" and hit.kind == "xss" for hit in frame.run.hits):
            return
    if value.shape == "list" and value.items and isinstance(next(iter(value.items)), int):
        value = value.items[0]
    if value.shape in ("dict", "many", "object") or (value.name.endswith(")") and not value.name.startswith("flask.request")):
        return
    frameworks = {name.split(".")[0] for name in frame.module.imports.values()}
    if frameworks & sources.JSON_FRAMEWORKS or "django" in frameworks:
        return
    harm(frame, "xss", node.value, value, "the response")
    harm(frame, "disclosure", node.value, value, "the response")
