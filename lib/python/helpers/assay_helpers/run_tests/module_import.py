"""Makes sure that the tests get the project's module and not one of the same name that is loaded already."""

import os
import sys


def prefer_module(source_root, module_name):
    sys.path.insert(0, source_root)
    top_level = module_name.split(".")[0]
    loaded = sys.modules.get(top_level)
    if loaded is None or comes_from(loaded, source_root):
        return
    if top_level in sys.builtin_module_names:
        return
    # The runner keeps its own references; only later imports see the project's module.
    for name in [each for each in sys.modules if each == top_level or each.startswith(top_level + ".")]:
        del sys.modules[name]


def comes_from(module, folder):
    file = getattr(module, "__file__", None) or ""
    return file.startswith(os.path.join(folder, ""))
