import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const SKIPPED_FOLDERS =
  /^(\.|__pycache__$|tests?$|testing$|docs?$|examples?$|node_modules$|build$|dist$|venv$)/
const NOT_MODULES = /^(test_.*|.*_test|conftest|setup|__main__)\.py$/
/** Package for modules whose name the standard library has taken: pytest has loaded those already. */
const PACKAGE = 'renamed_modules'

/** Python files of a folder, relative, sorted; `modules` are those worth testing, `paths` all of them. */
export function listModules(folder: string): { paths: string[]; modules: string[] } {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted()
  const modules = paths.filter(
    (file) =>
      !NOT_MODULES.test(path.basename(file)) &&
      !path
        .dirname(file)
        .split('/')
        .some((part) => part !== '.' && SKIPPED_FOLDERS.test(part)),
  )
  return { paths, modules }
}

/**
 * Copies the modules at the top of `folder` that are named like one of the standard library into a package
 * of their own below `target`.
 * @returns their paths relative to `target`
 */
export function copyClashingModules(interpreter: string, folder: string, target: string): string[] {
  const names = new Set(
    execFileSync(interpreter, ['-c', 'import sys; print(*getattr(sys, "stdlib_module_names", ()))'], {
      encoding: 'utf8',
    })
      .trim()
      .split(' '),
  )
  const clashing = readdirSync(folder).filter(
    (file) => names.has(file.replace(/\.py$/, '')) && file.endsWith('.py'),
  )
  mkdirSync(path.join(target, PACKAGE), { recursive: true })
  writeFileSync(path.join(target, PACKAGE, '__init__.py'), '')
  for (const file of clashing) copyFileSync(path.join(folder, file), path.join(target, PACKAGE, file))
  return clashing.map((file) => path.join(PACKAGE, file))
}
