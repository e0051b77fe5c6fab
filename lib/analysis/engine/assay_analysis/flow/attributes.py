"""What `value.name` is: part of an object of ours, of a module, or of a request."""

from assay_analysis.flow.program import ClassInfo
from assay_analysis.flow.tables import sources
from assay_analysis.flow.value import Taint, Value, constant, taints_of


def attribute_of(frame, base, name, node):
    known = base.item(name)
    if known is not None:
        return known
    if isinstance(base.code, ClassInfo):
        method = base.code.method(name)
        if method is not None:
            return Value(
                code=method, name=f"{base.name}.{name}", items={"self": base} if base.shape == "object" else None, shape="bound"
            )
    dotted = f"{base.name}.{name}" if base.name else f"?.{name}"
    if base.name in sources.REQUESTS:
        return request_part(frame, base, name, dotted, node)
    if dotted in sources.VALUES:
        sort, words = sources.VALUES[dotted]
        return Value(name=dotted, taints=(new_taint(frame, sort, words, node),))
    if dotted in sources.CALLS and "()" in dotted:
        sort, words = sources.CALLS[dotted]
        return Value(name=dotted, taints=(new_taint(frame, sort, words, node),))
    if base.name and not base.taints:
        found = frame.run.named(frame, dotted)
        return found if found.name else found._replace(name=dotted)
    return Value(name=dotted, taints=taints_of(base))


def request_part(frame, base, name, dotted, node):
    start = (frame.route or "").split("<")[0].split("{")[0]
    if name == "path" and frame.route is not None and start == frame.route:
        return constant(frame.route)
    words = sources.REQUEST_PARTS.get(name) or ("the requested URL" if name in ("path", "url_rule") else None)
    if words is None or (base.name == "?.request" and name not in sources.WEB_ONLY_PARTS):
        return Value(name=dotted, taints=base.taints)
    prefix = start if name == "path" and start else None
    return Value(name=dotted, taints=(new_taint(frame, "request", words, node),), prefix=prefix)


def new_taint(frame, sort, words, node, certainty=1.0):
    where = frame.run.place_in_module(frame, node)
    return Taint(
        sort,
        words,
        (sort, frame.module.path, node.lineno, node.col_offset),
        steps=((where, f"{words} comes in"),),
        certainty=certainty,
    )
