import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A source file of the house with the modules it names, as repository paths without extension or package names. */
export interface SourceFile {
  path: string
  text: string
  imports: { target: string; typeOnly: boolean }[]
}

const IMPORT = /(?:^|[\n;])\s*(import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]/g
/** `import('x').Finding` names a type (in a comment of an .mjs file, say); `import('x').then` loads. */
const DYNAMIC_IMPORT = /\bimport\(\s*['"]([^'"]+)['"]\s*\)(\.[A-Z])?/g
const SKIPPED = new Set(['node_modules', 'generated', '.next', '.git', 'migrations'])

function resolveTarget(from: string, target: string): string {
  if (target.startsWith('@/')) return target.slice(2)
  if (target.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(from), target))
  return target
}

/** The import statements of one file's text. `from` is its repository path. */
export function readImports(from: string, text: string): SourceFile['imports'] {
  const imports: SourceFile['imports'] = []
  for (const match of text.matchAll(IMPORT)) {
    imports.push({ target: resolveTarget(from, match[3] ?? ''), typeOnly: match[2] !== undefined })
  }
  for (const match of text.matchAll(DYNAMIC_IMPORT)) {
    imports.push({ target: resolveTarget(from, match[1] ?? ''), typeOnly: match[2] !== undefined })
  }
  return imports
}

/** All TypeScript and .mjs files below the given top-level folders, tests included. */
export function readSourceFiles(folders: string[]): SourceFile[] {
  const files: SourceFile[] = []
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = path.posix.join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) walk(full)
      } else if (/\.(ts|tsx|mjs)$/.test(entry.name)) {
        const text = readFileSync(full, 'utf8')
        files.push({ path: full, text, imports: readImports(full, text) })
      }
    }
  }
  for (const folder of folders) walk(folder)
  return files
}
