"""Functions made in a loop that all see the loop's last value."""

import ast

from assay_analysis.cfg.endings import can_finish
from assay_analysis.detection import Detection
from assay_analysis.module import FUNCTIONS
from assay_analysis.scope import all_parameters, is_name, names_in, nodes_of

KEEPERS = ("append", "add", "insert", "appendleft", "setdefault", "connect", "add_callback", "add_done_callback", "register", "bind", "subscribe")


def detect_late_binding(module):
    for node in nodes_of(module, ast.For, ast.AsyncFor, ast.ListComp, ast.DictComp, ast.SetComp):
        if isinstance(node, (ast.For, ast.AsyncFor)):
            names = names_in(node.target)
            for inner in (one for statement in node.body for one in ast.walk(statement)):
                if isinstance(inner, (ast.Lambda, *FUNCTIONS)) and (late := names & free_names(inner)) and is_kept(module, inner, node):
                    yield finding(inner, min(late))
        elif isinstance(node, (ast.ListComp, ast.DictComp, ast.SetComp)):
            made = node.value if isinstance(node, ast.DictComp) else node.elt
            late = set().union(*(names_in(generator.target) for generator in node.generators)) & free_names(made) if isinstance(made, ast.Lambda) else None
            if late:
                yield finding(made, min(late))


def finding(node, name):
    return Detection(
        rule="late-binding", node=node,
        message=f"The function looks “{name}” up when it is called, not when it is made: after the loop all of them see its last value.",
        trigger=f"Call the first of the functions after the loop: it works with the last “{name}”.",
        fix=None, example=f"lambda {name}={name}: …",
    )


def free_names(function):
    """Names that the body reads and does not bind itself."""
    body = function.body if isinstance(function.body, list) else [function.body]
    nodes = [one for statement in body for one in ast.walk(statement)]
    bound = {one.arg for one in all_parameters(function.args)} | {one.id for one in nodes if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)}
    return {one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)} - bound


def is_kept(module, function, loop):
    """Whether the function surely outlives its round: put into a collection, or under a key."""
    uses = [function]
    if isinstance(function, FUNCTIONS):
        uses = [one for statement in loop.body for one in ast.walk(statement) if is_name(one, function.name) and isinstance(one.ctx, ast.Load)]
    for use in uses:
        parent = module.parent(use)
        if isinstance(parent, (ast.Tuple, ast.keyword)) and not (isinstance(parent, ast.keyword) and parent.arg in ("key", "default")):
            parent = module.parent(parent) if isinstance(parent, ast.Tuple) else parent
        kept = (isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and parent.func.attr in KEEPERS and parent.func is not use
                or isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Subscript) and parent.value is use)
        if kept and can_finish(module, loop.body):
            return True
    return False
