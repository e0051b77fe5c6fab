"""Which names may hold None at which place: a walk along the statements that follows what conditions have found out.

It errs to the side of silence: a name that is asked in a way that is not understood, or bound in more than one way on the
paths that meet, is no longer followed."""

import ast

from assay_analysis.cfg.endings import can_finish
from assay_analysis.module import FUNCTIONS

LOOPS = (ast.For, ast.AsyncFor, ast.While)


# A name that was asked and is not None here; where such a path meets one with None, the name may be None again.
SAFE = ""


class Merged(str):
    """Why a name may be None on one of the paths that met; the next condition of any kind may be about the same thing."""


class Nullness:
    """`source_of(value)` says in words why an expression may be None, or nothing. `found` collects (node, name, why)."""

    def __init__(self, module, source_of):
        self.module, self.source_of, self.found = module, source_of, []

    def walk(self, statements, state):
        """The state after the statements: name → why it may be None."""
        for statement in statements:
            state = self.statement(statement, dict(state))
        return state

    def statement(self, node, state):
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            return drop(state, stored_names(node))
        if isinstance(node, ast.If):
            return self.branch(node, state)
        if isinstance(node, LOOPS):
            return self.loop(node, state)
        if isinstance(node, ast.Try):
            return self.attempt(node, state)
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                self.look(item.context_expr, state)
            return self.walk(node.body, state)
        if isinstance(node, ast.Match):
            self.look(node.subject, state)
            return drop(state, stored_names(node) | {one.id for one in ast.walk(node.subject) if isinstance(one, ast.Name)})
        if isinstance(node, ast.Assert):
            return refine(node.test, state, True)
        self.look(node, state)
        state = drop(state, stored_names(node) | handed_out(node, state))
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            why = self.source_of(node.value)
            if why:
                state[node.targets[0].id] = why
        return state

    def branch(self, node, state):
        self.look(node.test, state)
        yes = self.walk(node.body, refine(node.test, state, True))
        no = self.walk(node.orelse, refine(node.test, state, False))
        yes_ends, no_ends = self.may_end(node.body), self.may_end(node.orelse)
        if yes_ends != no_ends:
            return no if yes_ends else yes
        return meet(yes, no)

    def may_end(self, statements):
        """Whether control surely leaves, or may: what ends in a bare call like self.fail(…) may not come back."""
        last = statements[-1] if statements else None
        return not can_finish(self.module, statements) or isinstance(last, ast.Expr) and isinstance(last.value, ast.Call)

    def loop(self, node, state):
        self.look(node.iter if not isinstance(node, ast.While) else node.test, state)
        # A later round sees what an earlier one bound: only what the body leaves alone is known inside.
        inside = drop(state, stored_names(node))
        if isinstance(node, ast.While):
            inside = refine(node.test, inside, True)
        self.walk(node.body, inside)
        return self.walk(node.orelse, drop(state, stored_names(node) | ({one.id for one in ast.walk(node.test) if isinstance(one, ast.Name)} if isinstance(node, ast.While) else set())))

    def attempt(self, node, state):
        """Inside of try nothing is reported: the handlers may be there for exactly that."""
        kept, self.found = self.found, []
        after = self.walk([*node.body, *node.orelse], state)
        if all(catches_other(one) for one in node.handlers):
            kept += self.found
        self.found = kept
        start = drop(state, stored_names(node))
        for handler in node.handlers:
            end = self.walk(handler.body, start)
            if can_finish(self.module, handler.body):
                after = meet(after, end)
        return self.walk(node.finalbody, after)

    def look(self, node, state):
        """Reports what takes something from a name that may be None; goes along `and`, `or` and conditional expressions."""
        if isinstance(node, ast.BoolOp):
            for one in node.values:
                self.look(one, state)
                state = refine(one, state, isinstance(node.op, ast.And))
            return
        if isinstance(node, ast.IfExp):
            self.look(node.test, state)
            self.look(node.body, refine(node.test, state, True))
            self.look(node.orelse, refine(node.test, state, False))
            return
        if isinstance(node, (ast.Lambda, *FUNCTIONS)):
            return
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            self.look(node.generators[0].iter, state)
            return
        if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Load):
            if isinstance(node.value, ast.Name) and state.get(node.value.id):
                self.found.append((node, node.value.id, state[node.value.id]))
            elif why := self.source_of(node.value):
                self.found.append((node, None, why))
        for child in ast.iter_child_nodes(node):
            self.look(child, state)


def refine(test, state, holds):
    """The state where the test holds, or where it does not; a name asked in an unknown way is dropped."""
    state = {name: why for name, why in state.items() if not isinstance(why, Merged)}
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return refine(test.operand, state, not holds)
    if isinstance(test, ast.BoolOp):
        if isinstance(test.op, ast.And) == holds:
            for one in test.values:
                state = refine(one, state, holds)
            return state
        return drop(state, asked(test))
    if isinstance(test, ast.Name):
        return mark_safe(state, test.id) if holds else state
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.left, ast.Name) and is_none(test.comparators[0]):
        is_none_here = isinstance(test.ops[0], (ast.Is, ast.Eq)) == holds
        return state if is_none_here else mark_safe(state, test.left.id)
    return drop(state, asked(test))


def asked(node):
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def drop(state, names):
    return {name: why for name, why in state.items() if name not in names}


def mark_safe(state, name):
    return {**state, name: SAFE} if name in state else state


def meet(one, other):
    """What holds after two paths: a name that either of them no longer follows is followed no more."""
    return {name: met(why, other[name]) for name, why in one.items() if name in other}


def met(why, other):
    return (why or other) if bool(why) == bool(other) else Merged(why or other)


def stored_names(node):
    found = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)}
    return found | ({node.name} if isinstance(node, (*FUNCTIONS, ast.ClassDef)) else set())


def handed_out(node, state):
    """Names given to a call: it may check them and raise."""
    return {one.id for call in ast.walk(node) if isinstance(call, ast.Call) for one in [*call.args, *(word.value for word in call.keywords)]
            if isinstance(one, ast.Name) and one.id in state}


def catches_other(handler):
    """Whether a handler is surely not there for what None leads to."""
    names = {one.id for one in ast.walk(handler.type) if isinstance(one, ast.Name)} if handler.type else {"Exception"}
    return not names & {"AttributeError", "TypeError", "Exception", "BaseException"} and bool(names)
