import { mergeDetections } from '@/lib/analysis/merge-detections'
import type { Settled } from './candidate'

/** Findings of all stages in the order of files and text, with what several say of one place told once. */
export function mergeSettled(settled: Settled[], paths: string[]): Settled[] {
  const byFingerprint = new Map(settled.map((one) => [one.detection.fingerprint, one]))
  return paths.flatMap((path) => {
    const own = settled.filter(({ detection }) => detection.path === path)
    const merged = mergeDetections(
      own.map(({ detection }) => ({ detection, kind: detection.rule, code: detection.rule })),
    )
    return merged.flatMap((detection) => {
      const known = byFingerprint.get(detection.fingerprint)
      return known === undefined
        ? []
        : [{ ...known, detection: { ...known.detection, message: detection.message } }]
    })
  })
}
