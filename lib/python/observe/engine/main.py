"""Entry point: a JSON request on the first line of stdin, a nonce on the second; JSON lines on stdout.

Request: {projectRoot, sourceRoot, moduleName, modulePath, budgetMs, seed, extraInputs?}.
Answer: `{"type": "progress", ...}` lines, then one `{"type": "result", ...}` line, each with the nonce and a space
before it. Other modes, used by the engine itself in fresh interpreters: `--confirm` and `--replay`.
"""
from __future__ import annotations

import builtins
import importlib.machinery
import importlib.util
import os
import sys

PACKAGE = '_assay_observe'
OWN_BUILTINS = dict(vars(builtins))


class EngineLoader(importlib.machinery.SourceFileLoader):
    """Gives the engine's modules builtins of their own: modules under observation replace them at will."""

    def exec_module(self, module) -> None:
        module.__dict__['__builtins__'] = OWN_BUILTINS
        super().exec_module(module)


class EngineFinder:
    """Finds the engine's modules, and nothing else."""

    @staticmethod
    def find_spec(name: str, path=None, target=None):
        package, _, own = name.partition('.')
        if package != PACKAGE or path is None:
            return None
        file = os.path.join(path[0], f'{own}.py')
        return importlib.util.spec_from_file_location(name, file, loader=EngineLoader(name, file))


def load_package() -> None:
    """Make this folder importable under a name that no project uses."""
    folder = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or '.') != folder]
    spec = importlib.util.spec_from_file_location(
        PACKAGE, os.path.join(folder, '__init__.py'), submodule_search_locations=[folder]
    )
    if spec is None or spec.loader is None:
        raise SystemExit('the observation engine is incomplete: __init__.py is missing')
    package = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = package
    sys.meta_path.insert(0, EngineFinder)
    spec.loader.exec_module(package)


if __name__ == '__main__':
    load_package()
    modes = {'--confirm': 'confirm_process', '--replay': 'replay_process'}
    chosen = next((modes[flag] for flag in sys.argv[1:] if flag in modes), 'supervise')
    importlib.import_module(f'{PACKAGE}.{chosen}').main()
