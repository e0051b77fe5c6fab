import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SourceFile } from '@/lib/python/read-modules'
import { requireToolchain } from '@/lib/python/toolchain'

/** Not the library's own code, or none that people run. */
const LEFT_OUT = /(^|\/)(test|tests|idle_test|lib2to3\/tests|dist-packages|site-packages|__pycache__)\//

/** All modules of the standard library that are read as UTF-8, without its tests, in a fixed order. */
export async function libraryModules(): Promise<SourceFile[]> {
  const { interpreter } = await requireToolchain()
  const script = 'import sysconfig; print(sysconfig.get_path("stdlib"))'
  const root = execFileSync(interpreter, ['-c', script], { encoding: 'utf8' }).trim()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py') && !LEFT_OUT.test(file))
    .sort()
    .flatMap((file) => {
      try {
        return [{ path: file, source: decoder.decode(readFileSync(path.join(root, file))) }]
      } catch {
        return []
      }
    })
}

/** How many lines a module has. */
export function countLines({ source }: SourceFile): number {
  return source.split('\n').length - (source.endsWith('\n') ? 1 : 0)
}
