import 'server-only'
import type { RunDetail } from '@/lib/domain/run'

interface ReceiptRun {
  id: string
  tryNumber: number
  requestId: string | null
  targetHash: string
  snapshotId: string
  promptVersion: string | null
  costNanoUsd: bigint
  attempts: {
    priceGuessed: boolean
    promptHash: string | null
    model: string | null
    priceId: string | null
  }[]
  artifacts: { version: number; contentHash: string }[]
  checks: { sandbox: string | null }[]
}

const distinct = (values: (string | null)[]) => {
  const known = [...new Set(values.flatMap((value) => value ?? []))]
  return known.length === 0 ? null : known.join(', ')
}

/** What one would need to show later that this output came from these inputs: hashes, versions, prices, what is uncertain. */
export function makeReceipt(
  run: ReceiptRun,
  target: {
    snapshot: { contentHash: string; commit: string | null }
    diff?: { base: string; head: string } | null
  },
): RunDetail['receipt'] {
  const newest = run.artifacts.toSorted((a, b) => b.version - a.version)[0]
  return {
    run: run.id,
    try: run.tryNumber,
    request: run.requestId,
    snapshot: run.snapshotId,
    snapshotSha256: target.snapshot.contentHash,
    commit: target.snapshot.commit,
    ...(target.diff === null || target.diff === undefined
      ? {}
      : { diffBase: target.diff.base, diffHead: target.diff.head }),
    sourceSha256: run.targetHash,
    artifactVersion: newest?.version ?? null,
    artifactSha256: newest?.contentHash ?? null,
    promptVersion: run.promptVersion,
    promptSha256: distinct(run.attempts.map((attempt) => attempt.promptHash)),
    models: distinct(run.attempts.map((attempt) => attempt.model)),
    prices: distinct(run.attempts.map((attempt) => attempt.priceId)),
    costNanoUsd: Number(run.costNanoUsd),
    priceGuessed: run.attempts.some((attempt) => attempt.priceGuessed),
    sandbox: distinct(run.checks.map((check) => check.sandbox)),
  }
}
