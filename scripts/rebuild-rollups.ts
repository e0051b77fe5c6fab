/**
 * Sums up all figures of charts anew from the rows of runs and attempts, and compares them with a count from scratch:
 * `npm run rollups:rebuild [-- --team <slug>] [-- --check]`. Safe while servers and workers run.
 * Started by rollups.mjs, which finds the database.
 * `--check`: changes nothing, only compares · exit code 1: something differs
 */
import { parseArgs } from 'node:util'
import { closeDb, db } from '@/lib/db/db'
import { findRollupFaults } from '@/lib/metrics/rollups/find-rollup-faults'
import { rebuildRollups } from '@/lib/metrics/rollups/rebuild-rollups'

const { values } = parseArgs({
  options: { team: { type: 'string' }, check: { type: 'boolean', default: false } },
})
const say = (line: string) => process.stdout.write(`${line}\n`)

const teams = await db().team.findMany({ where: { slug: values.team }, select: { id: true, slug: true } })
if (teams.length === 0) {
  process.stderr.write(
    `There is no team ${values.team ?? ''}. Its name in the address is what --team takes.\n`,
  )
  process.exitCode = 1
}
for (const { id, slug } of teams) {
  const startedMs = performance.now()
  if (!values.check) await rebuildRollups(id)
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  const faults = await findRollupFaults(id)
  say(`${slug}: ${values.check ? 'compared' : `summed up in ${seconds} s`}, ${faults.length} faults`)
  for (const fault of faults) say(`  ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}
await closeDb({ forGood: true })
