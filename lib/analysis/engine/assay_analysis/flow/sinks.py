"""Which arguments of a call are dangerous, once it is known what the call is."""

import re

from assay_analysis.flow.tables.sinks import ALL, SINKS
from assay_analysis.flow.value import Value, taints_of, unknown

SQL_START = re.compile(
    r"\s*(select|insert|update|delete|create|drop|alter|replace|with|merge|exec|call|truncate|grant|pragma)\b", re.I
)
DATABASE_NAME = re.compile(
    r"(^|[._])(cur|cursor|conn|con|connection|db|database|session|engine|tx|transaction|c|sql\w*|objects)\d*(\(\))?$", re.I
)
LOGGER_NAME = re.compile(r"(^|[._])(log|logger|logging|_log|_logger)(\(\))?$", re.I)
FIXED_HOST = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]+[/?#]", re.I)
SHELLS = {"sh", "bash", "zsh", "ksh", "dash", "/bin/sh", "/bin/bash", "/usr/bin/bash", "cmd", "cmd.exe", "powershell"}
STORED_HEADERS = {"location": "redirect"}
NOT_HTML = ("json", "text/plain", "octet-stream", "xml", "csv", "image/", "pdf", "javascript")
SAME_AS = {"path-object": "path", "written": "xss"}
# What such a call gives is no longer what it was given.
FORGETTING = {
    "sql",
    "command",
    "process",
    "program",
    "path",
    "path-object",
    "xpath",
    "ldap",
    "ssrf",
    "redirect",
    "template",
    "nosql",
    "xss",
    "log",
}


def sinks_of(call):
    found = SINKS.get(call.name, ())
    general = SINKS.get(f"*.{call.method}", ()) if call.method and call.callee.code is None else ()
    return [*found, *(sink for sink in general if sink not in found)]


def dangerous_arguments(call):
    """(kind, value, factor of certainty) of each argument that must not hold strangers' words."""
    for kind, position, keyword in sinks_of(call):
        value = argument_value(call, position, keyword)
        if value is None or not taints_of(value):
            continue
        condition = CONDITIONS.get(kind)
        factor = condition(call, value) if condition else 1.0
        if factor:
            yield SAME_AS.get(kind, kind), special_value(kind, call, value), factor


def argument_value(call, position, keyword):
    if position == "receiver":
        return call.base
    if position == ALL:
        return unknown(*call.arguments)
    if call.spread and call.arguments and position >= len(call.arguments):
        return call.arguments[-1] if keyword is None or keyword not in call.keywords else call.keywords[keyword]
    return call.argument(position, keyword)


def special_value(kind, call, value):
    """Of a list of a command's words, the part that a shell reads or that says which program is started."""
    if kind == "process" and value.shape == "list" and value.items:
        parts = list(value.items.values())
        if is_shell(parts[0]) and len(parts) > 2:
            return unknown(*parts[2:], embedded=any(part.embedded for part in parts[2:]))
        return parts[0]
    return value


def sql_condition(call, value):
    start = value.const if isinstance(value.const, str) else value.prefix or ""
    if SQL_START.match(start):
        return 1.0
    receiver = call.base.name if call.base is not None else ""
    if call.name in SINKS:
        return 1.0
    if call.method in ("fetch", "fetchrow", "fetchval"):
        return 0
    known = (
        "connect()" in receiver or "cursor" in receiver.lower() or DATABASE_NAME.search(receiver) or "sqlalchemy" in receiver
    )
    return 1.0 if known else 0


def process_condition(call, value):
    shell = call.keywords.get("shell")
    uses_shell = shell is not None and (not shell.is_const or bool(shell.const))
    if value.shape == "list" and value.items is not None:
        parts = list(value.items.values())
        if not parts:
            return 0
        return 1.0 if uses_shell or taints_of(parts[0]) or is_shell(parts[0]) else 0
    if uses_shell:
        return 1.0
    # Without a shell one text is one program's name; a list is one whose words we do not know.
    return 0.6 if value.shape == "" and (value.embedded or value.taints and value.name.startswith("flask.request")) else 0


def is_shell(value):
    return value.const in SHELLS if isinstance(value.const, str) else bool(value.among & SHELLS)


def ldap_condition(call, value):
    if call.method != "search":
        return 1.0
    receiver = call.base.name if call.base is not None else ""
    uses = any(name.split(".")[0] in ("ldap", "ldap3") for name in call.frame.module.imports.values())
    return 1.0 if "ldap" in receiver or (uses and not receiver.startswith("re")) else 0


def xpath_condition(call, value):
    if call.method in ("find", "findall", "findtext", "iterfind"):
        receiver = call.base.name if call.base is not None else ""
        return 1.0 if "etree" in receiver.lower() or "ElementTree" in receiver else 0
    return 1.0


def path_condition(call, value):
    if call.method == "save" and call.name not in SINKS:
        return (
            1.0
            if ".files" in (call.base.name if call.base is not None else "") or "FILES" in (call.base.name if call.base else "")
            else 0
        )
    # Whether a file is there is told by many, and opened by few.
    return 1.0


def path_object_condition(call, value):
    return 1.0 if value.name.startswith("pathlib.Path()") else 0


def html_condition(call, value):
    kind = next((call.keywords[name] for name in ("mimetype", "content_type", "media_type") if name in call.keywords), None)
    if kind is not None and isinstance(kind.const, str) and any(word in kind.const for word in NOT_HTML):
        return 0
    if call.name == "aiohttp.web.Response":
        return 1.0 if kind is not None and "html" in str(kind.const) else 0
    if value.shape == "dict" or value.name.endswith("dumps()"):
        return 0
    if value.shape == "list" and value.items and not taints_of(value.items.get(0, Value())):
        return 0
    return 1.0


def written_condition(call, value):
    """What a request's handler writes is the page."""
    base = call.base
    if value.shape == "dict":
        return 0
    return 1.0 if base is not None and (base.item("get_argument") is not None or base.name == "self.wfile") else 0


def ssrf_condition(call, value):
    # Only what comes behind a fixed host: other pages of the same server.
    return 0.55 if FIXED_HOST.match(value.prefix or "") else 1.0


def deserialise_condition(call, value):
    if call.name == "torch.load":
        only = call.keywords.get("weights_only")
        return 0 if only is not None and only.const is True else 1.0
    return 1.0


def yaml_condition(call, value):
    loader = call.argument(1, "Loader")
    return (
        0
        if loader is not None and loader.name.split(".")[-1] in ("SafeLoader", "CSafeLoader", "BaseLoader", "CBaseLoader")
        else 1.0
    )


def entities_condition(call, value):
    """Entities of other files are only read where a parser says so, or lxml is left as it comes."""
    parser = call.argument(1, "parser")
    if call.name == "xml.sax.make_parser().parse":
        parser = call.base
    if parser is not None and parser.is_const and parser.const is None:
        parser = None
    if call.name.startswith("lxml"):
        setting = parser.item("resolve_entities") if parser is not None else None
        return 0 if setting is not None and setting.is_const and setting.const in (False, "internal") else 0.8
    external = parser.item("external") if parser is not None else None
    return 0 if external is None or (external.is_const and not external.const) else 1.0


def log_condition(call, value):
    receiver = call.base.name if call.base is not None else ""
    return 1.0 if call.name.startswith("logging.") or LOGGER_NAME.search(receiver) else 0


def template_condition(call, value):
    if call.method == "from_string" and call.name not in SINKS:
        return (
            1.0
            if "jinja" in call.name.lower()
            or "env" in call.name.lower()
            or "template" in call.name.lower()
            or "engine" in call.name.lower()
            else 0
        )
    return 1.0


def command_condition(call, value):
    if call.method == "exec_command" and call.name not in SINKS:
        return 1.0 if "ssh" in call.name.lower() or "paramiko" in call.name.lower() or "client" in call.name.lower() else 0.6
    return 1.0


def nosql_condition(call, value):
    return 1.0 if any(name.split(".")[0] in ("boto3", "botocore") for name in call.frame.module.imports.values()) else 0


CONDITIONS = {
    "sql": sql_condition,
    "process": process_condition,
    "ldap": ldap_condition,
    "xpath": xpath_condition,
    "path": path_condition,
    "path-object": path_object_condition,
    "written": written_condition,
    "xss": html_condition,
    "ssrf": ssrf_condition,
    "deserialise": deserialise_condition,
    "yaml": yaml_condition,
    "xml-entities": entities_condition,
    "log": log_condition,
    "template": template_condition,
    "command": command_condition,
    "nosql": nosql_condition,
}

# Kinds that share what cleans them.
CLEANED_AS = {"process": "command", "program": "command", "yaml": "deserialise", "xml-entities": "xml", "xml-bomb": "xml"}


def harmless(kind, taint, value):
    clean = taint.clean
    if CLEANED_AS.get(kind, kind) in clean:
        return True
    if kind == "redirect":
        # Where it leads is fixed by how it begins; `/` alone may be the first half of `//host`.
        start = value.prefix or ""
        return bool(FIXED_HOST.match(start) or re.match(r"/[^/\\]", start))
    if kind == "code":
        # A text literal that nothing can end.
        return {"begins-with-quote", "ends-with-quote"} <= clean and bool({"no-apostrophe", "no-quote"} & clean)
    return False


def forgets(call):
    """True when nothing of the arguments is in what such a call gives back."""
    kinds = {kind for kind, _, _ in sinks_of(call)}
    return bool(kinds & FORGETTING) and (call.name in SINKS or bool(call.callee.name and not call.callee.taints))
