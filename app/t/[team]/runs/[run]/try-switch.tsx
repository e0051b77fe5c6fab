'use client'

import { Select } from '@/components/ui/select'
import { useRunPage } from './run-context'
import { useRunUrl } from './use-run-url'

/** Which try of the run is looked at, in the waterfall, the evidence and the prompts alike; nothing while there is one. */
export function TrySwitch() {
  const { detail, shownTry } = useRunPage()
  const [, setUrl] = useRunUrl()
  const newest = detail.run.tryNumber
  if (newest === 1) return null
  const tries = Array.from({ length: newest }, (_, index) => newest - index)
  return (
    <Select
      aria-label="Try"
      className="h-7 w-auto"
      value={String(shownTry)}
      options={tries.map((number) => ({ value: String(number), label: `try ${number} of ${newest}` }))}
      onValueChange={(value) =>
        void setUrl({ try: Number(value) === newest ? null : Number(value), attempt: null, check: null })
      }
    />
  )
}

/** The switch above a tab's list. */
export function TryBar({ what }: { what: string }) {
  const { detail } = useRunPage()
  if (detail.run.tryNumber === 1) return null
  return (
    <header className="flex items-center gap-2 border-line-soft border-b px-3.5 py-1.5 text-dim text-sm">
      {what} of <TrySwitch />
    </header>
  )
}
