import { Info } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { SameSource } from './use-import'

/** "Already added as X": to be opened, or added once more under another name. */
export function SameSourceNotice({ same }: { same: SameSource }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-warn-soft px-3.5 py-2.5 text-warn"
    >
      <Info className="size-4 shrink-0" aria-hidden />
      <p className="min-w-0 flex-1">
        Already added as{' '}
        <Link href={same.href} className="font-semibold underline underline-offset-4">
          {same.name}
        </Link>{' '}
        <RelativeTime time={same.addedAt} />. Open it and refresh it there, or add it once more: it gets a
        number in its name.
      </p>
      <Button size="sm" onClick={same.addAnyway}>
        Add it anyway
      </Button>
    </div>
  )
}
