import { CircleAlert } from 'lucide-react'
import Link from 'next/link'

/** Says that no model is called, whatever is connected here. */
export function OptedOutNotice({ teamSlug }: { teamSlug: string }) {
  return (
    <p className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>
        The team has opted out of models, so none of these is called.{' '}
        <Link href={`/t/${teamSlug}/settings/general`} className="underline underline-offset-4">
          Change it under General
        </Link>
        .
      </span>
    </p>
  )
}
