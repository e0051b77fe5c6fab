"""Which files of a project a module imports, directly and through others. Reads syntax only, runs nothing."""

import ast
import os


class ProjectImports:
    """Resolves imports to files below one project folder."""

    def __init__(self, project, source_root):
        self._project = project
        roots = [os.path.join(project, source_root), project]
        self._roots = list(dict.fromkeys(os.path.normpath(root) for root in roots))

    def direct(self, tree, module_name, is_package):
        """Files (relative to the project) that importing a module with this tree would load from the project."""
        found = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    found += self._files_of(alias.name)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node, module_name, is_package)
                if base is None:
                    continue
                found += self._files_of(base)
                for alias in node.names:
                    found += self._files_of(f"{base}.{alias.name}" if base else alias.name)
        return list(dict.fromkeys(found))

    @staticmethod
    def _base(node, module_name, is_package):
        """The dotted name before `import`; None when a relative import leaves the package."""
        if node.level == 0:
            return node.module
        parts = module_name.split(".")
        up = node.level - 1 if is_package else node.level
        if up > len(parts):
            return None
        package = parts[: len(parts) - up]
        return ".".join(package + ([node.module] if node.module else []))

    def _files_of(self, dotted):
        """Files that `import dotted` executes: each package's __init__ on the way, and the module itself."""
        parts = dotted.split(".")
        for root in self._roots:
            files = []
            for depth in range(1, len(parts) + 1):
                stem = os.path.join(root, *parts[:depth])
                for candidate in (os.path.join(stem, "__init__.py"), stem + ".py"):
                    if os.path.isfile(candidate):
                        files.append(os.path.relpath(candidate, self._project))
                        break
            if files:
                return files
        return []

    def name_of(self, path):
        """Dotted name and whether it is a package, of a file relative to the project."""
        full = os.path.join(self._project, path)
        for root in self._roots:
            if full.startswith(root + os.sep):
                parts = os.path.relpath(full, root)[: -len(".py")].split(os.sep)
                is_package = parts[-1] == "__init__"
                return ".".join(parts[:-1] if is_package else parts), is_package
        return "", False
