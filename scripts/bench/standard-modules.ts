import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Single-file modules of the standard library in pure Python, chosen before the generator was tuned: general
 * purpose, importable as a copy, without network, processes, terminals, and interpreter start-up. Modules
 * whose functions a compiled twin replaces (bisect, operator, datetime) are in, although little of their
 * Python can run.
 */
export const STANDARD_MODULES = `
argparse base64 bisect calendar cgi chunk codeop colorsys configparser contextlib copy csv dataclasses datetime
difflib email._parseaddr email.quoprimime filecmp fileinput fnmatch fractions functools genericpath getopt gettext
glob graphlib heapq hmac html.parser http.cookies imghdr ipaddress json.decoder json.encoder linecache mimetypes
netrc ntpath numbers operator optparse plistlib posixpath pprint pyclbr queue quopri random reprlib sched secrets
shlex sndhdr statistics string stringprep symtable tabnanny textwrap timeit token tokenize traceback urllib.parse
uuid wave xdrlib zipapp`
  .trim()
  .split(/\s+/)

/** Package that holds the copies: under its own top-level name a copy would lose to the module pytest has loaded. */
const PACKAGE = 'stdlib_copy'

/**
 * Copies the modules that this interpreter has into `folder` as modules of one package.
 * @returns paths of the copies, relative to the folder
 */
export function copyStandardModules(interpreter: string, folder: string): string[] {
  const library = execFileSync(interpreter, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], {
    encoding: 'utf8',
  }).trim()
  mkdirSync(path.join(folder, PACKAGE), { recursive: true })
  writeFileSync(path.join(folder, PACKAGE, '__init__.py'), '')
  return STANDARD_MODULES.flatMap((name) => {
    const source = path.join(library, `${name.replaceAll('.', '/')}.py`)
    if (!existsSync(source)) return []
    const copy = path.join(PACKAGE, `${name.replaceAll(/\._*/g, '_')}.py`)
    copyFileSync(source, path.join(folder, copy))
    return [copy]
  })
}
