import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { searchPath, toolEnv } from '@/lib/env'

const NEWEST_MINOR = 15
const OLDEST_MINOR = 9

/** Interpreters worth asking, the wanted one first; each path once. */
export function listInterpreters(): string[] {
  const wanted = toolEnv().ASSAY_PYTHON
  if (wanted !== undefined) return [wanted]
  const folders = [...new Set([...searchPath(), '/usr/bin', '/usr/local/bin'])]
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => NEWEST_MINOR - index)
  const names = ['python3', ...minors.map((minor) => `python3.${minor}`)]
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .filter((file) => existsSync(file))
}
