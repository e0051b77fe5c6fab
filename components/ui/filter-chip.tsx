'use client'

import { X } from 'lucide-react'

/** One filter of a list as an item of its "Active filters", with a way to take it off. */
export function FilterChip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <li className="flex min-w-0 items-center gap-1 rounded-full border bg-panel py-px pr-px pl-2.5 text-sm">
      <span className="truncate">{text}</span>
      <button
        type="button"
        aria-label={`Remove the filter ${text}`}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded-full text-dim hover:bg-line-soft hover:text-ink"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </li>
  )
}
