import 'server-only'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { toolEnv } from '@/lib/env'
import { PythonToolchain } from '@/lib/python/python-toolchain'

const StoredToolchain = z.object({
  toolchain: PythonToolchain,
  /** When installing was last tried, so that a machine without packages is not slow at every start. */
  triedInstallAt: z.iso.datetime().nullable(),
})
export type StoredToolchain = z.infer<typeof StoredToolchain>

/** Where everything that we install for Python lies. */
export function pythonFolder(): string {
  return path.join(toolEnv().ASSAY_DATA, 'python')
}

const storePath = () => path.join(pythonFolder(), 'toolchain.json')

/** What was found last time, or null when there is nothing usable. */
export async function readStoredToolchain(): Promise<StoredToolchain | null> {
  try {
    const parsed = StoredToolchain.safeParse(JSON.parse(await readFile(storePath(), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Remembers the tool chain for the next start; readers see the old file or the new one, never half of it. */
export async function storeToolchain(stored: StoredToolchain): Promise<void> {
  await mkdir(pythonFolder(), { recursive: true, mode: 0o755 })
  const draft = `${storePath()}.${process.pid}`
  await writeFile(draft, `${JSON.stringify(stored, null, 2)}\n`)
  await rename(draft, storePath())
}
