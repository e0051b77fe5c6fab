import 'server-only'
import { z } from 'zod'

/** What Python code is read, run and tested with on this machine. */
export const PythonToolchain = z.object({
  /** Absolute path of an interpreter that the sandbox's own user may execute. */
  interpreter: z.string(),
  /** Like 3.11.2. */
  version: z.string(),
  /** Folders that PYTHONPATH needs for pytest and coverage; empty when the interpreter has them itself. */
  pythonPath: z.array(z.string()),
  /** Prefixes outside /usr that the interpreter reads. */
  readPaths: z.array(z.string()),
  /** Null: tests run with our own runner, which needs the standard library only. */
  pytestVersion: z.string().nullable(),
  coverageVersion: z.string().nullable(),
  /** How pytest and coverage were had: with the interpreter, by pip, by apt, unpacked from Debian packages, not. */
  origin: z.enum(['found', 'pip', 'apt', 'dpkg', 'floor']),
})
export type PythonToolchain = z.infer<typeof PythonToolchain>

export type NoToolchain = { reason: string }

/** True when tests can run with pytest and coverage, false when only our own runner is left. */
export function hasTestTools(toolchain: PythonToolchain): boolean {
  return toolchain.pytestVersion !== null && toolchain.coverageVersion !== null
}
