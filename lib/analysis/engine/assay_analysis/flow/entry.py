"""What a function's parameters hold when it is called from outside: by a web framework, or by whoever uses the module."""

import ast

from assay_analysis.flow.calls import is_static
from assay_analysis.flow.tables import sources
from assay_analysis.flow.value import NOTHING, Taint, Value

PLAIN_TYPES = {"int", "float", "bool", "complex", "Decimal", "UUID", "date", "datetime", "timedelta", "Enum", "UploadFile"}
INJECTED = {"Depends", "Security", "BackgroundTasks", "Session", "AsyncSession", "Response", "WebSocket"}


def entry_values(frame, function, owner, instance):
    """Fills the frame's names with the parameters, and tells it whether it answers requests."""
    parameters = list(function.parameters)
    is_method = owner is not None and not is_static(function) and parameters
    if is_method:
        frame.assign(parameters.pop(0).arg, instance or Value(name="self"))
    frame.route, frame.answers, everything = route_of(function)
    view = is_view(function, parameters, owner)
    frame.answers = frame.answers or view
    node = function.node.args
    for position, parameter in enumerate([*parameters, *node.kwonlyargs]):
        frame.assign(parameter.arg, entry_value(function, parameter, position, frame.route, everything, view, owner))
    for rest in (node.vararg, node.kwarg):
        if rest is not None:
            frame.assign(
                rest.arg, Value(taints=(parameter_taint(rest, "parameter", function),) if is_public(function, owner) else ())
            )


def route_of(function):
    """(path of the route or None, whether requests are answered, whether all parameters come from the request)."""
    frameworks = {name.split(".")[0] for name in function.module.imports.values()}
    for dotted, decorator in function.decorators():
        if not isinstance(decorator, ast.Call) or "." not in dotted:
            continue
        if dotted.split(".")[-1] in sources.ROUTE_DECORATORS and dotted.split(".")[0] not in ("pytest", "functools", "click"):
            path = decorator.args[0] if decorator.args else None
            route = path.value if isinstance(path, ast.Constant) and isinstance(path.value, str) else "<unknown>"
            return route, True, bool(frameworks & sources.PARAMETER_FRAMEWORKS)
    return None, False, False


def is_view(function, parameters, owner):
    """A function that takes a request first and gives a response, as Django's and Pyramid's do."""
    frameworks = {name.split(".")[0] for name in function.module.imports.values()}
    first = parameters[0] if parameters else None
    return (
        first is not None
        and (first.arg in ("request", "req") or annotation(first) in sources.REQUEST_TYPES)
        and bool(frameworks & {"django", "rest_framework", "pyramid", "aiohttp", "starlette"})
        and not function.label.startswith("__")
    )


def entry_value(function, parameter, position, route, everything, view, owner):
    kind = annotation(parameter)
    on_the_web = bool({name.split(".")[0] for name in function.module.imports.values()} & sources.WEB_FRAMEWORKS)
    if kind in sources.REQUEST_TYPES or (on_the_web and parameter.arg in ("request", "req", "http_request")):
        return Value(name="http.request")
    if parameter.arg == "request":
        return Value(name="?.request")
    if kind in PLAIN_TYPES or default_name(function, parameter) in INJECTED or kind in INJECTED:
        return Value(name=f"?.{parameter.arg}")
    if everything and (route is None or "<" not in route or f"{parameter.arg}>" in route or "{" in route):
        return Value(name=f"?.{parameter.arg}", taints=(parameter_taint(parameter, "request", function),))
    if view and position > 0:
        return Value(
            name=f"?.{parameter.arg}", taints=(parameter_taint(parameter, "request", function)._replace(certainty=0.8),)
        )
    if is_public(function, owner):
        sort = "command-line" if is_command(function) else "parameter"
        return Value(name=f"?.{parameter.arg}", taints=(parameter_taint(parameter, sort, function),))
    return NOTHING._replace(name=f"?.{parameter.arg}")


def is_public(function, owner):
    """Its callers may be anybody: not nested in a function, no name of its own module's."""
    closure = function.closure
    return (
        not function.label.startswith("_")
        and (closure is None or closure.function is None)
        and not (owner is not None and owner.node.name.startswith("_"))
    )


def is_command(function):
    """A function that a library calls with what stands on the command line."""
    return any(
        dotted.split(".")[-1] in ("command", "callback") or dotted.split(".")[0] in ("click", "typer")
        for dotted, _ in function.decorators()
    )


def parameter_taint(parameter, sort, function):
    words = f"the requested URL's “{parameter.arg}”" if sort == "request" else f"the parameter “{parameter.arg}”"
    return Taint(
        sort,
        words,
        (sort, function.module.path, parameter.lineno, parameter.col_offset),
        steps=((parameter.lineno, f"{words} comes in"),),
    )


def annotation(parameter):
    node = parameter.annotation
    while isinstance(node, ast.Subscript) and getattr(node.value, "id", getattr(node.value, "attr", "")) in (
        "Optional",
        "Annotated",
    ):
        node = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.split(".")[-1]
    return getattr(node, "id", getattr(node, "attr", ""))


def default_name(function, parameter):
    from assay_analysis.flow.calls import defaults

    for one, default in defaults(function):
        if one is parameter and isinstance(default, ast.Call):
            return getattr(default.func, "id", getattr(default.func, "attr", ""))
    return ""
