'use client'

import { Info } from 'lucide-react'

/** What was done on the way to this output, and what was given up: one line each. */
export function OutputNotes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <section aria-label="Notes on this output" className="border-line-soft border-b px-3.5 py-2">
      <ul className="grid gap-1 text-dim text-sm">
        {notes.map((note) => (
          <li key={note} className="flex items-start gap-2">
            <Info className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
            <span className="min-w-0 break-words">{note}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
