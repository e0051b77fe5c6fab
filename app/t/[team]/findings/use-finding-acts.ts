'use client'

import { useState } from 'react'
import type { DismissReason, FindingRow } from '@/lib/domain/finding-row'
import { nextAfter } from './next-after'
import { useFindingKeys } from './use-finding-keys'
import { type Said, type TakenBack, useVerdicts } from './use-verdicts'

type Acting = {
  team: string
  rows: readonly FindingRow[]
  /** the row the keyboard is on */
  currentId: string | null
  openId: string | null
  onOpen: (id: string | null) => void
  /** moves to a row without opening it */
  onCurrent: (id: string | null) => void
  mayReview: boolean
}

export type FindingActs = ReturnType<typeof useFindingActs>

/** What can be done with the selected findings, else with the current one: by keys and by buttons alike. */
export function useFindingActs({ team, rows, currentId, openId, onOpen, onCurrent, mayReview }: Acting) {
  const { judge, undo, lastSaid, pending } = useVerdicts(team)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState<readonly string[] | null>(null)
  const clear = () => setSelected(new Set())
  const targets = () => (selected.size > 0 ? [...selected] : currentId === null ? [] : [currentId])

  const say = async (ids: readonly string[], said: Said) => {
    // What is judged can leave the list: the next one takes its place.
    const next = nextAfter(rows, ids, currentId)
    if (ids.length === 0 || pending || !(await judge(ids, said))) return
    setAsking(null)
    clear()
    if (openId !== null && ids.includes(openId)) onOpen(next)
    else if (currentId !== null && ids.includes(currentId)) onCurrent(next)
  }
  const select = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  const accept = () => void say(targets(), { verdict: 'accepted' })
  const askWhy = () => {
    const ids = targets()
    if (ids.length > 0) setAsking(ids)
  }
  // Buttons of the open finding are about it alone, whatever is selected.
  const acceptOne = (id: string) => void say([id], { verdict: 'accepted' })
  const askWhyOne = (id: string) => setAsking([id])
  const dismiss = (reason: DismissReason, comment: string | undefined) =>
    void say(asking ?? [], { verdict: 'dismissed', reason, comment })
  /** What was said last on this page, else what stands on the open finding. */
  const takeBack = (standing: TakenBack | null) => {
    const last = lastSaid() ?? standing
    if (last !== null && !pending) void undo(last)
  }
  useFindingKeys({
    ids: rows.map(({ id }) => id),
    currentId,
    onOpen,
    acts: mayReview
      ? { onSelect: select, onAccept: accept, onDismiss: askWhy, onUndo: () => takeBack(null) }
      : null,
  })
  const stopAsking = () => setAsking(null)
  return {
    selected,
    select,
    clear,
    asking,
    askWhy,
    askWhyOne,
    stopAsking,
    accept,
    acceptOne,
    dismiss,
    undo,
    takeBack,
    pending,
  }
}
