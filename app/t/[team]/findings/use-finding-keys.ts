'use client'

import { useKeys } from '@/components/layout/use-keys'

type FindingKeys = {
  ids: readonly string[]
  currentId: string | null
  /** opens it beside the list */
  onOpen: (id: string | null) => void
  /** null: who may not judge has no keys for it */
  acts: {
    onSelect: (id: string) => void
    onAccept: () => void
    onDismiss: () => void
    onUndo: () => void
  } | null
}

/** j and k move and open, a accepts, d asks why, x selects, u takes back, Escape closes. */
export function useFindingKeys({ ids, currentId, onOpen, acts }: FindingKeys): void {
  const move = (by: 1 | -1) => {
    const at = currentId === null ? -1 : ids.indexOf(currentId)
    const next = at === -1 ? ids[0] : ids[at + by]
    if (next === undefined) return
    onOpen(next)
    focusRow(next)
  }
  useKeys([
    { key: 'j', label: 'Next finding', run: () => move(1) },
    { key: 'k', label: 'Previous finding', run: () => move(-1) },
    { key: 'Escape', label: 'Close the finding', run: () => onOpen(null) },
    ...(acts === null
      ? []
      : [
          { key: 'a', label: 'Accept', run: acts.onAccept },
          { key: 'd', label: 'Dismiss, with a reason', run: acts.onDismiss },
          {
            key: 'x',
            label: 'Select the finding',
            run: () => (currentId === null ? undefined : acts.onSelect(currentId)),
          },
          { key: 'u', label: 'Take back the fix or the verdict', run: acts.onUndo },
        ]),
  ])
}

/** The row's link takes the focus where the list is in sight: Tab goes on from there. */
function focusRow(id: string): void {
  const link = document.querySelector<HTMLElement>(`[data-finding="${CSS.escape(id)}"] a`)
  if (link?.checkVisibility() !== true) return
  link.focus({ preventScroll: true })
  link.scrollIntoView({ block: 'nearest' })
}
