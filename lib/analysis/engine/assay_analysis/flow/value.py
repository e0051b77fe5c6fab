"""What is known of a value without running anything. Values never change: a changed list is a new value."""

from typing import NamedTuple


class Unknown:
    """The constant of a value that is none."""

    def __repr__(self):
        return "UNKNOWN"


UNKNOWN = Unknown()
MAX_STEPS = 8
MAX_TAINTS = 5
MAX_DEPTH = 3
MAX_ITEMS = 64
MAX_CHOICES = 8


class Taint(NamedTuple):
    """One source whose words are in a value. `origin` tells two sources apart; `clean` names the kinds of sinks it can do no
    harm to any more; `certainty` falls with each step that was only guessed."""

    sort: str
    words: str
    origin: tuple
    steps: tuple = ()
    clean: frozenset = frozenset()
    certainty: float = 1.0

    def step(self, line, words):
        if len(self.steps) >= MAX_STEPS or (self.steps and self.steps[-1][1] == words):
            return self
        return self._replace(steps=(*self.steps, (line, words)))

    def cleaned(self, kinds):
        return self._replace(clean=self.clean | kinds)


class Value(NamedTuple):
    """`name`: dotted name of what it is, calls as `()`: `sqlite3.connect().cursor`. `items`: what is inside by index, key or
    attribute, where that is known; `shape` says which of these: list, dict or object. `prefix`: how a string begins that
    goes on with something else; `embedded`: constant text stands around it. `among`: the constants that it is one of.
    `depth`: how many containers stand in each other; of those beyond MAX_DEPTH only the taints are known, or hostile nests
    would take for ever to compare."""

    const: object = UNKNOWN
    taints: tuple = ()
    name: str = ""
    shape: str = ""
    items: dict = None
    code: object = None
    prefix: str = None
    embedded: bool = False
    among: frozenset = frozenset()
    depth: int = 0

    @property
    def is_const(self):
        return self.const is not UNKNOWN

    def item(self, key):
        return self.items.get(key) if self.items else None

    def with_item(self, key, value, shape=None):
        if self.items is not None and len(self.items) >= MAX_ITEMS:
            return self._replace(const=UNKNOWN, taints=merge_taints(self.taints, taints_of(value)))
        inside = container({**(self.items or {}), key: value}, shape or self.shape or "object")
        return self._replace(const=UNKNOWN, items=inside.items, shape=inside.shape, depth=inside.depth)

    def mapped(self, change):
        """The same value with each of its taints changed, inside as well."""
        if not self.taints and not self.items:
            return self
        items = self.items and {key: value.mapped(change) for key, value in self.items.items()}
        return self._replace(taints=tuple(map(change, self.taints)), items=items)

    def cleaned(self, kinds):
        return self.mapped(lambda taint: taint.cleaned(kinds))


NOTHING = Value()


def constant(value):
    return Value(const=value)


def container(items, shape, **fields):
    """A value with known contents."""
    depth = 1
    for key, value in items.items():
        if value.depth >= MAX_DEPTH:
            items = {**items, key: unknown(value)}
        elif value.depth >= depth:
            depth = value.depth + 1
    return Value(items=items, shape=shape, depth=depth, **fields)


def sequence(values):
    return container(dict(enumerate(values)), "list")


def unknown(*values, name="", **fields):
    """A value about which only the sources are known that may be in it."""
    taints = ()
    for value in values:
        taints = merge_taints(taints, taints_of(value))
    return Value(taints=taints, name=name, **fields)


def taints_of(value, depth=0):
    """All taints in the value and in what it holds."""
    if not value.items or depth > MAX_DEPTH:
        return value.taints
    taints = value.taints
    for part in value.items.values():
        taints = merge_taints(taints, taints_of(part, depth + 1))
    return taints


def merge_taints(first, second):
    """One taint for each origin; what was done on only one of two ways cleans nothing."""
    if not second or first == second:
        return first
    if not first:
        return second
    merged = {taint.origin: taint for taint in first}
    for taint in second:
        known = merged.get(taint.origin)
        if known is None:
            merged[taint.origin] = taint
        elif known.clean != taint.clean:
            worse = known if len(known.clean) <= len(taint.clean) else taint
            merged[taint.origin] = worse._replace(clean=known.clean & taint.clean)
    return tuple(merged.values())[:MAX_TAINTS]


def join(first, second):
    """What is known when either may be the value."""
    if first is second or first == second:
        return first
    if first.items is not None and second.items is not None and first.shape == second.shape:
        if first.shape != "list" or len(first.items) == len(second.items):
            keys = {**first.items, **second.items}
            items = {
                key: join(first.items.get(key, second.items.get(key)), second.items.get(key, first.items.get(key)))
                for key in keys
            }
            return container(
                items,
                first.shape,
                taints=merge_taints(first.taints, second.taints),
                name=joined_name(first, second),
                code=first.code,
            )
    elif first.items is not None and second.const is None and second.is_const:
        return first
    elif second.items is not None and first.const is None and first.is_const:
        return second
    shape = first.shape if first.shape == second.shape else ""
    same_prefix = first.prefix if first.prefix == second.prefix else None
    return Value(
        taints=merge_taints(taints_of(first), taints_of(second)),
        name=joined_name(first, second),
        shape=shape,
        code=first.code if first.code is second.code else first.code or second.code,
        prefix=same_prefix,
        embedded=first.embedded or second.embedded,
        among=choices(first, second),
    )


def choices(first, second):
    """The few constants that either may be; none when one of the two may be anything."""
    sides = [
        side.among or (frozenset({side.const}) if isinstance(side.const, (str, bytes)) else frozenset())
        for side in (first, second)
    ]
    both = sides[0] | sides[1]
    return both if all(sides) and len(both) <= MAX_CHOICES else frozenset()


def joined_name(first, second):
    """`x = None` on one way and a connection on the other: a connection, where it is used."""
    return first.name if first.name == second.name or not second.name else second.name if not first.name else ""


def join_environments(first, second):
    if first is None:
        return second
    if second is None or first is second:
        return first
    joined = {}
    for name in {**first, **second}:
        one, other = first.get(name), second.get(name)
        joined[name] = join(one, other) if one is not None and other is not None else one or other
    return joined
