import 'server-only'
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import type { FixCheck } from '@/lib/domain/finding-row'
import { decodeSource } from '@/lib/projects/import/decode-source'
import { materialiseSnapshot } from '@/lib/projects/snapshot-folders/materialise-snapshot'
import { runTests, type TestFile } from '@/lib/python/run-tests'
import type { TestRun } from '@/lib/python/test-run'
import type { StoredModule } from './find-stored-module'

/** Test files of a project that are run for one fix: those that speak of its module, the shortest first. */
const MOST_FILES = 5
/** Copied for each fix, so that a large project does not fill the disk. */
const MOST_BYTES = 50_000_000

const Row = z.object({ path: z.string(), content: z.instanceof(Uint8Array), total: z.coerce.number() })

interface Tested {
  snapshotId: string
  module: StoredModule
}

/** The project's own tests that name the module, and the size of the project. */
async function findTests({ snapshotId, module }: Tested): Promise<TestFile[]> {
  const name = module.moduleName.split('.').at(-1) ?? ''
  if (name === '') return []
  const rows = await queryOften(sql`
    SELECT module.path, blob.content,
      (SELECT coalesce(sum(bytes), 0) FROM snapshot_file WHERE "snapshotId" = ${snapshotId}) AS total
    FROM module JOIN blob ON blob.hash = module."blobHash"
    WHERE module."snapshotId" = ${snapshotId} AND module."isTest" AND module.path <> ${module.modulePath}
      AND position(convert_to(${name}, 'UTF8') IN blob.content) > 0
    ORDER BY blob.bytes, module.path LIMIT ${MOST_FILES}`)
  return z
    .array(Row)
    .parse(rows)
    .filter(({ total }) => total <= MOST_BYTES)
    .map((row) => ({ path: `test_${row.path.replace(/\W+/g, '_')}.py`, source: decodeSource(row.content) }))
}

/** Each whole by itself and green: tests that need what only the project's own set-up gives say nothing here. */
const isGreen = (run: TestRun) => run.complete && run.exitCode === 0 && run.passed > 0

/** A copy of the project with one module mended, for as long as `work` takes. */
async function inMendedCopy<T>(
  folder: string,
  modulePath: string,
  source: string,
  work: (copy: string) => Promise<T>,
): Promise<T> {
  const copy = await mkdtemp(path.join(os.tmpdir(), 'assay-mended-'))
  try {
    await cp(folder, copy, { recursive: true })
    await chmod(copy, 0o755)
    const target = path.join(copy, modulePath)
    // The copy is read-only like what it was made from.
    await rm(target)
    await writeFile(target, source)
    await chmod(target, 0o444)
    return await work(copy)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/**
 * Runs the project's own tests of one of its modules over a mended text of it, in the sandbox: only files that are green over
 * the text as it stands, which is found out once, at first use; `not-run` when there are none.
 */
export function projectTests(
  tested: Tested,
  signal: AbortSignal,
): (mended: string) => Promise<FixCheck['tests']> {
  const { module, snapshotId } = tested
  const request = (projectDir: string, testFiles: TestFile[]) => ({
    ...module,
    ...{ projectDir, testFiles, signal },
  })
  let prepared: Promise<{ dir: string; green: TestFile[] }> | undefined
  async function prepare(): Promise<{ dir: string; green: TestFile[] }> {
    const found = await findTests(tested)
    if (found.length === 0) return { dir: '', green: [] }
    const { dir } = await materialiseSnapshot(snapshotId)
    const green: TestFile[] = []
    for (const file of found) if (isGreen(await runTests(request(dir, [file])))) green.push(file)
    return { dir, green }
  }
  return async (mended) => {
    prepared ??= prepare()
    const { dir, green } = await prepared
    if (green.length === 0) return 'not-run'
    return inMendedCopy(dir, module.modulePath, mended, async (copy) => {
      for (const file of green) if (!isGreen(await runTests(request(copy, [file])))) return 'red'
      return 'green'
    })
  }
}
