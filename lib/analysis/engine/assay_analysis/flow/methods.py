"""Containers and strings: what their methods give, and what they leave behind."""

from assay_analysis.flow import folding
from assay_analysis.flow.value import NOTHING, UNKNOWN, Value, constant, container, join, sequence, taints_of, unknown


def element_at(base, key):
    """`base[key]`."""
    if key.is_const:
        if base.items is not None and base.shape in ("list", "dict", "pieces"):
            index = key.const
            if base.shape == "list" and isinstance(index, int):
                index = index + len(base.items) if index < 0 else index
            known = base.items.get(index) if isinstance(index, (str, bytes, int, float, type(None))) else None
            if known is not None:
                return known
            # Not there: an error at run time, unless things came in by keys we do not know.
            return unknown(Value(taints=base.taints), name=f"{base.name}[]" if base.name else "")
        if base.is_const:
            result = folding.computed(lambda value: value[key.const], base.const)
            if result is not UNKNOWN:
                return constant(result)
        return Value(taints=taints_of(base), name=f"{base.name}[{key.const}]" if base.name else "")
    if base.items is not None and base.items and base.shape in ("list", "dict"):
        return joined([*base.items.values(), Value(taints=base.taints)] if base.taints else list(base.items.values()))
    return Value(taints=taints_of(base), name=f"{base.name}[]" if base.name else "")


def element_of(container):
    """What a loop over it gives."""
    if isinstance(container.const, (str, bytes, tuple)) and len(container.const) == 1:
        return constant(container.const[0])
    if container.items is not None and container.shape == "list":
        return joined(list(container.items.values())) if container.items else NOTHING
    if container.items is not None and container.shape == "dict":
        return joined([constant(key) for key in container.items]) if container.items else Value(taints=container.taints)
    return Value(taints=taints_of(container), name=f"{container.name}[]" if container.name else "")


def joined(values):
    result = values[0] if values else NOTHING
    for value in values[1:]:
        result = join(result, value)
    return result


def method_result(base, name, arguments, keywords):
    """(result, the object afterwards or None when it is unchanged), or None: nothing known of such a method."""
    if base.is_const and base.shape != "list" and all(argument.is_const for argument in arguments) and not keywords:
        result = folding.fold_method(base.const, name, [argument.const for argument in arguments])
        if result is not UNKNOWN:
            return constant(result), None
    if base.shape == "list" and base.items is not None and name in LISTS:
        return LISTS[name](base, arguments)
    if base.shape == "dict" and base.items is not None and name in DICTS:
        return DICTS[name](base, arguments)
    if name in CHANGERS and base.code is None:
        return unknown(base), base._replace(const=UNKNOWN, items=None, taints=unknown(base, *arguments).taints)
    return TEXTS[name](base, arguments, keywords) if name in TEXTS else None


CHANGERS = {
    "append",
    "extend",
    "insert",
    "add",
    "update",
    "setdefault",
    "appendleft",
    "write",
    "put",
    "push",
    "writelines",
    "add_header",
}


def list_append(base, arguments):
    values = [*base.items.values(), *arguments[:1]]
    return NOTHING, sequence(values)._replace(taints=base.taints) if len(values) <= 64 else unknown(*values, shape="list")


def list_extend(base, arguments):
    more = arguments[0] if arguments else NOTHING
    if more.shape == "list" and more.items is not None:
        return NOTHING, sequence([*base.items.values(), *more.items.values()])._replace(taints=base.taints)
    return NOTHING, unknown(base, more, shape="list")


def list_insert(base, arguments):
    if len(arguments) == 2 and isinstance(arguments[0].const, int):
        values = list(base.items.values())
        values.insert(arguments[0].const, arguments[1])
        return NOTHING, sequence(values)._replace(taints=base.taints)
    return NOTHING, unknown(base, *arguments, shape="list")


def list_pop(base, arguments):
    index = arguments[0].const if arguments else -1
    values = list(base.items.values())
    if isinstance(index, int) and -len(values) <= index < len(values):
        taken = values.pop(index)
        return taken, sequence(values)._replace(taints=base.taints)
    return unknown(base), unknown(base, shape="list")


def list_reverse(base, arguments):
    return NOTHING, sequence(list(base.items.values())[::-1])._replace(taints=base.taints)


def list_clear(base, arguments):
    return NOTHING, sequence([])


def list_copy(base, arguments):
    return base, None


def list_sort(base, arguments):
    return NOTHING, unknown(base, shape="list")


LISTS = {
    "append": list_append,
    "extend": list_extend,
    "insert": list_insert,
    "pop": list_pop,
    "reverse": list_reverse,
    "clear": list_clear,
    "copy": list_copy,
    "sort": list_sort,
    "remove": list_sort,
}


def dict_get(base, arguments):
    if not arguments:
        return unknown(base), None
    found = element_at(base, arguments[0])
    default = arguments[1] if len(arguments) > 1 else constant(None)
    if arguments[0].is_const and not base.taints and isinstance(arguments[0].const, (str, bytes, int, type(None))):
        return (found if arguments[0].const in base.items else default), None
    return join(found, default), None


def dict_pop(base, arguments):
    result = dict_get(base, arguments)[0]
    if arguments and arguments[0].is_const and isinstance(arguments[0].const, (str, int)):
        return result, base._replace(items={key: value for key, value in base.items.items() if key != arguments[0].const})
    return result, None


def dict_update(base, arguments):
    more = arguments[0] if arguments else NOTHING
    if more.shape == "dict" and more.items is not None:
        return NOTHING, container({**base.items, **more.items}, "dict", taints=base.taints)
    return NOTHING, base._replace(taints=unknown(Value(taints=base.taints), more).taints)


def dict_setdefault(base, arguments):
    if len(arguments) == 2 and isinstance(arguments[0].const, (str, int)) and arguments[0].const not in base.items:
        return arguments[1], base.with_item(arguments[0].const, arguments[1])
    return dict_get(base, arguments)[0], None


def dict_values(base, arguments):
    return sequence(base.items.values())._replace(taints=base.taints), None


def dict_keys(base, arguments):
    return sequence(map(constant, base.items))._replace(taints=base.taints), None


def dict_items(base, arguments):
    pairs = [sequence([constant(key), value]) for key, value in base.items.items()]
    return sequence(pairs)._replace(taints=base.taints), None


DICTS = {
    "get": dict_get,
    "pop": dict_pop,
    "update": dict_update,
    "setdefault": dict_setdefault,
    "values": dict_values,
    "keys": dict_keys,
    "items": dict_items,
    "copy": list_copy,
}


def text_format(base, arguments, keywords):
    template = base.const if isinstance(base.const, str) else base.prefix or ""
    return unknown(
        base, *arguments, *keywords.values(), prefix=template.split("{")[0], embedded=template not in ("{}", "{0}")
    ), None


def text_join(base, arguments, keywords):
    parts = arguments[0] if arguments else NOTHING
    if parts.shape == "list" and parts.items:
        first = parts.items.get(0, NOTHING)
        prefix = first.const if isinstance(first.const, str) else first.prefix
        if (
            all(isinstance(part.const, str) for part in parts.items.values())
            and isinstance(base.const, str)
            and not parts.taints
        ):
            return constant(base.const.join(part.const for part in parts.items.values())), None
        # What follows the first part stands behind constant text when the separator or the part is one.
        return unknown(
            base,
            parts,
            prefix=prefix,
            embedded=any(isinstance(part.const, str) and part.const for part in parts.items.values()),
        ), None
    return unknown(base, *arguments, embedded=bool(base.const)), None


def text_same(base, arguments, keywords):
    return base._replace(const=UNKNOWN, items=None, shape="", name=base.name if base.taints else ""), None


def text_split(base, arguments, keywords):
    """The pieces of a constant beginning are known."""
    separator = arguments[0].const if arguments else None
    if isinstance(separator, str) and separator and base.prefix and separator in base.prefix:
        pieces = base.prefix.split(separator)[:-1]
        return sequence(map(constant, pieces))._replace(shape="pieces", taints=base.taints), None
    return None


TEXTS = {
    "split": text_split,
    "format": text_format,
    "join": text_join,
    "strip": text_same,
    "lstrip": text_same,
    "rstrip": text_same,
    "lower": text_same,
    "upper": text_same,
    "encode": text_same,
    "decode": text_same,
    "title": text_same,
    "format_map": text_format,
}
