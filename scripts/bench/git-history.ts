import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { extract } from 'tar'

const run = promisify(execFile)
const MAX_BYTES = 1024 * 1024 * 1024

/** One commit's changes to Python files, against its first parent. */
export interface CommitStep {
  commit: string
  changed: string[]
  removed: string[]
}

async function git(repo: string, ...args: string[]): Promise<Buffer> {
  const { stdout } = await run('git', ['-C', repo, ...args], { maxBuffer: MAX_BYTES, encoding: 'buffer' })
  return stdout
}
const lines = (text: Buffer) =>
  text
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')

/** The newest commits of the main line, oldest first, and the commit before them, whose tree is the start. */
export async function listSteps(
  repo: string,
  count: number,
): Promise<{ start: string; steps: CommitStep[] }> {
  const commits = lines(
    await git(repo, 'log', '--first-parent', '--format=%H', '-n', String(count + 1)),
  ).reverse()
  const [start, ...rest] = commits
  if (start === undefined) throw new Error(`${repo} has no commits`)
  const steps: CommitStep[] = []
  for (const commit of rest) {
    const fields = (
      await git(repo, 'diff-tree', '-r', '-z', '--no-renames', '--name-status', `${commit}^1`, commit)
    )
      .toString('utf8')
      .split('\0')
    const step: CommitStep = { commit, changed: [], removed: [] }
    for (let index = 0; index + 1 < fields.length; index += 2) {
      const file = fields[index + 1] ?? ''
      if (file.endsWith('.py')) (fields[index] === 'D' ? step.removed : step.changed).push(file)
    }
    steps.push(step)
  }
  return { start, steps }
}

/** Puts the Python files of a commit into an empty folder. */
export async function checkOutPython(repo: string, commit: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const archive = `${folder}.tar`
  await git(repo, 'archive', '--format=tar', '-o', archive, commit)
  await extract({ file: archive, cwd: folder, filter: (file, entry) => /\.py$/.test(file) && !isLink(entry) })
  await rm(archive)
}

const isLink = (entry: object) => 'type' in entry && /link/i.test(String(entry.type))

/** Brings the folder from a commit's parent to the commit. */
export async function applyStep(
  repo: string,
  { commit, changed, removed }: CommitStep,
  folder: string,
): Promise<void> {
  for (const file of removed) await rm(path.join(folder, file), { force: true })
  for (const file of changed) {
    const target = path.join(folder, file)
    await mkdir(path.dirname(target), { recursive: true })
    await writeFile(target, await git(repo, 'cat-file', 'blob', `${commit}:${file}`))
  }
}
