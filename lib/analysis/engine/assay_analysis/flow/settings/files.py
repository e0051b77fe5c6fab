"""Temporary files, rights, archives, serialised objects and XML."""

from assay_analysis.flow.settings.fixes import replace_call_fix
from assay_analysis.flow.settings.web import is_true
from assay_analysis.flow.value import NOTHING, taints_of

SAFE_LOADERS = ("SafeLoader", "CSafeLoader", "BaseLoader", "CBaseLoader")


def temporary_name(call):
    yield "insecure-temp-file", "Between the name and its file somebody else can put a file or a link there.", 1.0, None


def rights_changed(call):
    mode = call.argument(1, "mode") or NOTHING
    if isinstance(mode.const, int) and mode.const & 0o022:
        yield "open-permissions", f"With mode {oct(mode.const)} others on this machine may change the file.", 1.0, None
    elif isinstance(mode.const, int) and mode.const & 0o111 and mode.const & 0o007:
        yield "open-permissions", f"With mode {oct(mode.const)} everybody on this machine may run it.", 0.7, None


def yaml_loaded(call):
    loader = call.argument(1, "Loader")
    name = loader.name.split(".")[-1] if loader is not None else ""
    data = call.argument(0)
    if (
        name in SAFE_LOADERS
        or data is None
        or data.is_const
        or data.among
        or any(taint.sort == "request" for taint in taints_of(call.argument(0) or NOTHING))
    ):
        return
    if loader is None or name in ("Loader", "UnsafeLoader", "FullLoader", "CLoader", "CFullLoader"):
        certainty = 0.6 if name in ("FullLoader", "CFullLoader") else 0.9
        yield (
            "unsafe-deserialisation",
            "yaml.load() with this loader makes any object that the text names.",
            certainty,
            replace_call_fix(call, "safe_load_all" if call.name.endswith("_all") else "safe_load"),
        )


def archive_extracted(call):
    """Members of an archive may lead out of the folder. Python 3.12 and newer can filter them; zipfile always does."""
    receiver = call.base.name if call.base is not None else ""
    if not receiver.startswith("tarfile.open()") and not receiver.startswith("tarfile.TarFile()"):
        return
    if "filter" in call.keywords or "members" in call.keywords:
        return
    yield (
        "archive-extraction",
        "A member called “../../x” is written outside of the folder.",
        0.9 if call.method == "extractall" else 0.85,
        None,
    )


def parser_made(call):
    setting = call.keywords.get("resolve_entities")
    explicit = setting is not None and (is_true(setting) and setting.const != "internal")
    if explicit:
        yield "xxe", "Entities of a document may name files of this machine, which are then put into it.", 1.0, None


def file_parsed(call):
    """What is in a file is not ours to know, even where its name is."""
    external = call.base.item("external") if call.base is not None else None
    if is_true(external) and call.arguments:
        yield "xxe-parser", "Entities of a document may name files of this machine, which are then put into it.", 1.0, None


FILE_CHECKS = {
    "tempfile.mktemp": (temporary_name,),
    "os.tempnam": (temporary_name,),
    "os.tmpnam": (temporary_name,),
    "os.chmod": (rights_changed,),
    "yaml.load": (yaml_loaded,),
    "yaml.load_all": (yaml_loaded,),
    "lxml.etree.XMLParser": (parser_made,),
}
FILE_METHOD_CHECKS = {"extractall": (archive_extracted,), "extract": (archive_extracted,), "parse": (file_parsed,)}
