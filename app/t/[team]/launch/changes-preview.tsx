import { CircleAlert } from 'lucide-react'
import { QueryError } from '@/components/queries/fetch-json'
import { ChangedFileList, describeCount } from '@/components/runs/changed-file-list'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { ChangesDraft } from './use-changes-draft'

/** What the named changes are about: files and lines, or why they cannot be looked at. */
export function ChangesPreview({ draft }: { draft: ChangesDraft }) {
  const { preview, ready, isNamed } = draft
  if (!isNamed) return null
  return (
    <section aria-label="What changed" aria-live="polite" aria-busy={preview.isFetching}>
      {ready !== null ? (
        <>
          <h3 className="pb-1 font-medium text-sm">
            {ready.summary.title}: {describeCount(ready.summary.files)}
          </h3>
          <div className="max-h-72 overflow-auto rounded-md border">
            <ChangedFileList files={ready.summary.files} />
          </div>
        </>
      ) : preview.error !== null && preview.isSettled ? (
        <div className="flex flex-wrap items-start gap-2 text-bad text-sm">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <p className="min-w-0 flex-1 wrap-anywhere">{preview.error.message}</p>
          {preview.error instanceof QueryError && preview.error.code === 'invalid-input' ? null : (
            <Button size="sm" onClick={() => void preview.refetch()}>
              Try again
            </Button>
          )}
        </div>
      ) : (
        <>
          <p className="pb-1 text-dim text-sm">Looking at what changed…</p>
          <Skeleton className="h-20" />
        </>
      )}
    </section>
  )
}
