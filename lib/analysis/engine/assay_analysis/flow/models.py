"""Functions of libraries that do more with their arguments than hand them on."""

from assay_analysis.flow.attributes import attribute_of
from assay_analysis.flow.methods import element_of
from assay_analysis.flow.patterns import kinds_excluded_by
from assay_analysis.flow.texts import concatenated
from assay_analysis.flow.value import NOTHING, Value, constant, container, sequence, taints_of, unknown


def as_text(call):
    value = call.argument(0) or constant("")
    if value.is_const and isinstance(value.const, (int, float, bool, str)):
        return constant(str(value.const))
    return Value(
        taints=taints_of(value),
        prefix=value.prefix,
        embedded=value.embedded,
        name=value.name if value.name.startswith("pathlib") else "",
    )


def resolved(call):
    """A path without links and dots: what it begins with is where it leads."""
    values = [*call.all_values(), *([call.base] if call.base is not None else [])]
    return unknown(*values, name="pathlib.Path()" if call.method == "resolve" else "").cleaned(frozenset({"resolved"}))


def joined_path(call):
    parts = []
    for part in call.arguments:
        parts += [part, constant("/")]
    result = concatenated(parts[:-1])
    return result if call.name.startswith("os") else result._replace(name="pathlib.Path()", const=NOTHING.const)


def path(call):
    result = joined_path(call) if call.arguments else NOTHING
    return Value(
        name="pathlib.Path()", taints=result.taints, prefix=result.const if isinstance(result.const, str) else result.prefix
    )


def joined_url(call):
    """The base fixes nothing: the second part may be a whole address."""
    return unknown(*call.all_values(), embedded=True)


def as_list(call):
    value = call.argument(0)
    if value is None:
        return sequence([])
    return (
        value._replace(const=NOTHING.const, shape="list")
        if value.shape == "list" and value.items is not None
        else unknown(value, shape="many")
    )


def as_dict(call):
    start = call.argument(0)
    items = dict(start.items) if start is not None and start.shape == "dict" and start.items else {}
    items.update(call.keywords)
    return container(items, "dict", taints=() if start is None or start.shape == "dict" else taints_of(start))


def compiled(call):
    pattern = call.argument(0) or NOTHING
    return Value(
        name="re.compile()",
        items={
            "match": Value(name="re.compile().match", items={"self": pattern}),
            "fullmatch": Value(name="re.compile().fullmatch", items={"self": pattern}),
            "sub": Value(name="re.compile().sub", items={"self": pattern}),
            "search": Value(name="re.compile().search", items={"self": pattern}),
        },
        shape="object",
    )


def compiled_sub(call):
    from assay_analysis.flow.calls import substituted

    pattern = call.callee.item("self") or NOTHING
    return substituted(pattern, call.argument(0) or NOTHING, call.argument(1) or NOTHING)


def matched(call):
    """What a pattern found holds no more than the pattern lets through."""
    pattern = call.callee.item("self") if call.callee.item("self") is not None else call.argument(0) or NOTHING
    text = unknown(*call.arguments)
    if isinstance(pattern.const, str):
        return text.cleaned(kinds_excluded_by(pattern.const, True))._replace(name="re.match()")
    return text._replace(name="re.match()")


def config_set(call):
    section, key, value = (*call.arguments, NOTHING, NOTHING, NOTHING)[:3]
    if section.is_const and key.is_const and isinstance(section.const, str) and isinstance(key.const, str):
        call.frame.run.assign(
            call.frame, call.node.func.value, call.base.with_item((section.const, key.const.lower()), value), check=False
        )
    else:
        call.frame.run.assign(
            call.frame, call.node.func.value, call.base._replace(taints=unknown(call.base, value).taints), check=False
        )
    return NOTHING


def config_get(call):
    section, key = (*call.arguments, NOTHING, NOTHING)[:2]
    fallback = call.keywords.get("fallback", NOTHING)
    if section.is_const and key.is_const and isinstance(key.const, str):
        known = call.base.item((section.const, key.const.lower()))
        return known if known is not None else Value(taints=call.base.taints + fallback.taints)
    return unknown(call.base, fallback)


def remembering(call):
    """An object whose settings matter later."""
    return container(dict(call.keywords), "object", name=f"{call.name}()", taints=unknown(*call.arguments).taints)


def set_feature(call):
    feature, setting = (*call.arguments, NOTHING, NOTHING)[:2]
    if (
        feature.name.endswith("feature_external_ges")
        or feature.const == "http://xml.org/sax/features/external-general-entities"
    ):
        call.frame.run.assign(call.frame, call.node.func.value, call.base.with_item("external", setting), check=False)
    return NOTHING


def attribute(call):
    owner, name = call.argument(0) or NOTHING, call.argument(1) or NOTHING
    if isinstance(name.const, str):
        return attribute_of(call.frame, owner, name.const, call.node)
    return unknown(owner, name)


def first(call):
    return element_of(call.argument(0) or NOTHING)


MODELS = {
    "str": as_text,
    "os.path.realpath": resolved,
    "os.path.abspath": resolved,
    "os.path.normpath": resolved,
    "pathlib.Path().resolve": resolved,
    "pathlib.Path().absolute": resolved,
    "os.path.join": joined_path,
    "posixpath.join": joined_path,
    "pathlib.Path": path,
    "pathlib.PurePath": path,
    "pathlib.PosixPath": path,
    "urllib.parse.urljoin": joined_url,
    "list": as_list,
    "tuple": as_list,
    "set": as_list,
    "dict": as_dict,
    "re.compile": compiled,
    "re.compile().sub": compiled_sub,
    "re.match": matched,
    "re.fullmatch": matched,
    "re.compile().match": matched,
    "re.compile().fullmatch": matched,
    "configparser.ConfigParser().set": config_set,
    "configparser.ConfigParser().get": config_get,
    "configparser.RawConfigParser().set": config_set,
    "configparser.RawConfigParser().get": config_get,
    "lxml.etree.XMLParser": remembering,
    "lxml.etree.HTMLParser": remembering,
    "jinja2.Environment": remembering,
    "xml.sax.make_parser().setFeature": set_feature,
    "getattr": attribute,
    "next": first,
}
