"""Files, connections and locks that are opened or taken and not given back."""

import ast

from assay_analysis.detection import Detection
from assay_analysis.scope import is_name, method_call, nodes_of, same, scopes

OPENERS = {"open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "os.fdopen", "tarfile.open", "zipfile.ZipFile", "socket.socket",
           "socket.create_connection", "urllib.request.urlopen", "tempfile.NamedTemporaryFile", "tempfile.TemporaryFile"}
READERS = ("read", "readlines", "readline", "write", "writelines", "recv", "send", "sendall", "execute", "namelist", "getnames", "cursor", "commit",
           "flush", "seek", "tell", "truncate", "connect", "settimeout", "extractall", "extract", "getmembers", "executemany", "fileno")
CONSUMERS = {"json.load", "pickle.load", "csv.reader", "csv.DictReader", "yaml.safe_load", "yaml.load", "json.dump", "pickle.dump", "csv.writer", "list", "tomllib.load"}


def detect_resources(module):
    for scope in scopes(module):
        yield from never_closed(module, scope)
        yield from never_bound(module, scope)
        yield from locks(module, scope)


def never_closed(module, scope):
    for assign in scope.of(ast.Assign):
        target = assign.targets[0]
        if not (isinstance(target, ast.Name) and isinstance(assign.value, ast.Call) and module.resolve(assign.value.func) in OPENERS):
            continue
        if not scope.is_local(target.id) or len(scope.stores[target.id]) != 1:
            continue
        loads = scope.loads[target.id]
        if loads and all(only_reads(module, node) for node in loads):
            opener = ast.unparse(assign.value.func)
            yield Detection(
                rule="unclosed-resource", node=assign,
                message=f"What {opener}(…) opens here is never closed: until the object is collected, data may be unwritten and descriptors run out.",
                trigger=f"Call {scope.node.name} in a loop of some thousand rounds on an interpreter that collects late, or let it raise: OSError, too many open files.",
            )


def only_reads(module, node):
    parent = module.parent(node)
    if isinstance(parent, ast.Attribute):
        return parent.attr in READERS
    if isinstance(parent, ast.Call):
        return module.resolve(parent.func) in CONSUMERS and node in parent.args
    return isinstance(parent, (ast.For, ast.comprehension)) and parent.iter is node


def never_bound(module, scope):
    for call in scope.of(ast.Call):
        if module.resolve(call.func) not in OPENERS - {"socket.socket"}:
            continue
        parent = module.parent(call)
        outer = module.parent(parent)
        used = isinstance(parent, ast.Attribute) and parent.attr in ("read", "write", "readlines", "writelines") and isinstance(outer, ast.Call)
        handed = isinstance(parent, ast.Call) and call in parent.args and module.resolve(parent.func) in CONSUMERS - {"csv.reader", "csv.writer", "csv.DictReader"}
        if used or handed:
            yield Detection(
                rule="unclosed-resource", node=call,
                message=f"Nothing can close what {ast.unparse(call.func)}(…) opens here: it stays open until the object is collected.",
                trigger=f"Call {scope.node.name} often on an interpreter that collects late, or let the reading raise: the descriptor leaks.",
                confidence=0.6,
            )


def locks(module, scope):
    """acquire() without a release(), or with a way out in between."""
    for block in (getattr(node, field, None) for node in [scope.node, *scope.nodes] for field in ("body", "orelse", "finalbody")):
        if not isinstance(block, list):
            continue
        for place, statement in enumerate(block):
            call = statement.value if isinstance(statement, ast.Expr) else None
            lock = method_call(call, "acquire")
            if lock is None or not is_lock(module, lock) or call.args or call.keywords:
                continue
            rest = block[place + 1:]
            released = [index for index, one in enumerate(rest) if any(releases(node, lock) for node in ast.walk(one))]
            if not released:
                if is_made_here(module, lock) and not any(releases(node, lock) for node in nodes_of(module, ast.Call)):
                    yield lock_finding(call, lock, "nothing in this module ever releases it", "Call it twice: the second call waits for ever.")
                continue
            if isinstance(rest[released[0]], ast.Try) and any(releases(node, lock) for one in rest[released[0]].finalbody for node in ast.walk(one)) and released[0] == 0:
                continue
            way_out = next((node for one in rest[:released[0]] for node in ast.walk(one) if isinstance(node, (ast.Return, ast.Raise))), None)
            if way_out is not None:
                yield lock_finding(call, lock, f"line {way_out.lineno} leaves without releasing it",
                                   f"Call {scope.node.name} so that line {way_out.lineno} is reached, then once more: it waits for ever.")


def is_made_here(module, lock):
    """A lock of this function or module alone: nobody else can release it."""
    return isinstance(lock, ast.Name) and any(
        is_name(node.targets[0], lock.id) and isinstance(node.value, ast.Call)
        and (module.resolve(node.value.func) or "").endswith(("Lock", "Semaphore")) for node in nodes_of(module, ast.Assign))


def is_lock(module, node):
    text = ast.unparse(node).split(".")[-1].lower()
    return is_made_here(module, node) or any(word in text for word in ("lock", "mutex", "semaphore"))


def releases(node, lock):
    receiver = method_call(node, "release")
    return receiver is not None and same(receiver, lock)


def lock_finding(node, lock, why, trigger):
    return Detection(rule="unreleased-lock", node=node, message=f"“{ast.unparse(lock)}” is taken here, and {why}; `with` releases it on every way out.", trigger=trigger)
