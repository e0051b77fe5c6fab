import type { Detection } from '@/lib/domain/finding'
import { formatPlural } from '@/lib/format/format-count'
import type { Evidence, FileEvidence } from '../analysis-port'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import { inSpan } from '../run-check'
import type { ReviewFile } from './candidate'

/** True when the range touches a line that changed. */
function isOnChange({ range }: Detection, changed: readonly number[]): boolean {
  return changed.some((line) => line >= range.startLine && line <= range.endLine)
}

/** Of a change only what stands on it or was not there before it. */
function causedByChange(file: ReviewFile, now: FileEvidence, before: FileEvidence | undefined): FileEvidence {
  const { changed } = file
  if (changed === null) return now
  const known = new Set(before?.detections.map(({ movedFingerprint }) => movedFingerprint))
  const isOurs = (one: Detection) => isOnChange(one, changed) || !known.has(one.movedFingerprint)
  return { ...now, detections: now.detections.filter(isOurs) }
}

/** All that is known without a model, in one durable step; of a change, only what the change is about. */
export function readEvidence(ports: WorkflowPorts, input: RunInput, files: ReviewFile[]): Promise<Evidence> {
  const id = `${input.runId}.${input.tryNumber}.evidence`
  const gather = async (): Promise<Evidence> => {
    const now = await ports.analysis.gather(files.map(({ path, source }) => ({ path, source })))
    if ('unavailable' in now) return now
    const old = files.flatMap(({ path, oldSource }) =>
      oldSource === null ? [] : [{ path, source: oldSource }],
    )
    const before = old.length === 0 ? null : await ports.analysis.gather(old)
    const beforeOf = new Map(
      before === null || 'unavailable' in before ? [] : before.files.map((one) => [one.path, one]),
    )
    return {
      ...now,
      files: now.files.map((one, index) => {
        const file = files[index]
        return file === undefined ? one : causedByChange(file, one, beforeOf.get(one.path))
      }),
    }
  }
  return inSpan(
    ports,
    { id, stage: 'evidence', kind: 'analyse', label: 'Evidence without a model' },
    gather,
    (evidence) => {
      if ('unavailable' in evidence) return { ok: false, detail: evidence.text }
      const found = evidence.files.reduce((sum, file) => sum + file.detections.length, 0)
      const tools = evidence.tools.map(({ tool }) => tool).join(', ')
      const inFiles = formatPlural(evidence.files.length, 'module')
      return { ok: true, detail: `${formatPlural(found, 'trace')} in ${inFiles} (${tools})` }
    },
  )
}
