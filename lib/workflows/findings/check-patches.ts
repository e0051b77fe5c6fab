import { isFixOffered } from '@/lib/domain/finding-row'
import { formatPlural } from '@/lib/format/format-count'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import { inSpan } from '../run-check'
import type { ReviewFile, Settled } from './candidate'

/** Tries every fix alone in a scratch copy, file by file, in one durable step: only what passes is offered afterwards. */
export async function checkPatches(
  ports: WorkflowPorts,
  input: RunInput,
  files: ReviewFile[],
  settled: Settled[],
): Promise<Settled[]> {
  const id = `${input.runId}.${input.tryNumber}.patches`
  const withFix = settled.filter(({ detection }) => detection.fix !== null)
  if (withFix.length === 0) return settled
  const tryAll = async () => {
    const checks: { fingerprint: string; check: Settled['detection']['fixCheck'] }[] = []
    for (const { path, source } of files) {
      const own = withFix.filter(({ detection }) => detection.path === path)
      if (own.length === 0) continue
      const made = await ports.analysis.checkFixes(
        { path, source },
        own.map(({ detection }) => detection),
      )
      for (const [index, { detection }] of own.entries())
        checks.push({ fingerprint: detection.fingerprint, check: made[index] ?? null })
    }
    return checks
  }
  const checks = await inSpan(
    ports,
    { id, stage: 'patches', kind: 'check', label: 'Try the fixes in a scratch copy' },
    tryAll,
    (all) => {
      const good = all.filter(({ check }) => isFixOffered({ fix: true, fixCheck: check ?? null })).length
      return { ok: true, detail: `${good} of ${formatPlural(all.length, 'fix', 'fixes')} can be offered` }
    },
  )
  const checkOf = new Map(checks.map(({ fingerprint, check }) => [fingerprint, check]))
  return settled.map((one) => {
    const { detection } = one
    if (detection.fix === null) return one
    const fixCheck = checkOf.get(detection.fingerprint) ?? null
    // A fix that failed is no fix: nobody is to apply it by hand either.
    const fix = isFixOffered({ fix: detection.fix, fixCheck }) ? detection.fix : null
    return { ...one, detection: { ...detection, fix, fixCheck } }
  })
}
