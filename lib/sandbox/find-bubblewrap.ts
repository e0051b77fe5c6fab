import 'server-only'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { searchPath, toolEnv } from '@/lib/env'

/** The bubblewrap program of this machine, or the one that was unpacked into the data folder; null without. */
export function findBubblewrap(): string | null {
  const unpacked = path.join(toolEnv().ASSAY_DATA, 'python/debian/usr/bin')
  const folders = [...searchPath(), '/usr/bin', '/usr/local/bin', unpacked]
  return folders.map((folder) => path.join(folder, 'bwrap')).find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
