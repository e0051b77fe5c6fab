'use client'

import { Download, GitBranch, RotateCcw, Wrench } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import type { FindingDetail } from '@/lib/domain/finding-verdict'
import { standingFix } from './standing-fix'
import type { useFixes } from './use-fixes'

type FixButtonsProps = {
  team: string
  detail: FindingDetail
  fixes: ReturnType<typeof useFixes>
  mayReview: boolean
  /** a commit writes to the project's own repository */
  mayCommit: boolean
}

/** What can be done with the fix: offered only when it passed its checks. */
export function FixButtons({ team, detail, fixes, mayReview, mayCommit }: FixButtonsProps) {
  const { finding, patch, commitRefusal } = detail
  const applied = standingFix(detail)
  const isUntested = finding.fixCheck?.tests === 'not-run'
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {patch === null ? null : (
        <Button variant="ghost" size="sm" asChild>
          <a href={`/api/t/${team}/findings/${finding.id}/patch`} download>
            <Download aria-hidden /> Patch
          </a>
        </Button>
      )}
      {applied === undefined ? (
        mayReview && patch !== null ? (
          <Button size="sm" disabled={fixes.pending} onClick={() => void fixes.apply(finding.id)}>
            <Wrench aria-hidden /> {isUntested ? 'Apply, tests were not run' : 'Apply'}{' '}
            <Kbd className="max-md:hidden">f</Kbd>
          </Button>
        ) : null
      ) : (
        <>
          <Link
            href={`/t/${team}/runs/${applied.runId}`}
            className="py-1 text-sm text-verified underline-offset-4 hover:underline"
          >
            Applied by {applied.userName}
          </Link>
          {applied.branch === null ? null : (
            <span className="font-mono text-dim text-xs wrap-anywhere">{applied.branch}</span>
          )}
          {mayCommit && applied.branch === null && commitRefusal === null ? (
            <Button size="sm" disabled={fixes.pending} onClick={() => void fixes.commit(applied.id)}>
              <GitBranch aria-hidden /> Commit to a branch
            </Button>
          ) : null}
          {mayReview ? (
            <Button
              variant="ghost"
              size="sm"
              disabled={fixes.pending}
              onClick={() => void fixes.undo(applied.id)}
            >
              <RotateCcw aria-hidden /> Take back the fix
            </Button>
          ) : null}
          {commitRefusal === null ? null : (
            <p className="w-full text-dim text-xs">No commit to a branch: {commitRefusal}</p>
          )}
        </>
      )}
    </div>
  )
}
