import 'server-only'
import { execFile } from 'node:child_process'

export type ToolResult = { ok: boolean; stdout: string; stderr: string }

/** Runs a program of this machine (never foreign code) to its end; failing to start is a result, too. */
export function runTool(
  file: string,
  args: string[],
  options: { timeoutMs: number; cwd?: string },
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const settings = {
      timeout: options.timeoutMs,
      maxBuffer: 32 * 1024 * 1024,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    }
    execFile(file, args, settings, (error, stdout, stderr) => {
      resolve({
        ok: error === null,
        stdout,
        stderr: error !== null && stderr === '' ? error.message : stderr,
      })
    })
  })
}
