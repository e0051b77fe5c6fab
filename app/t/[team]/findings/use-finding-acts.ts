'use client'

import { useEffect, useRef, useState } from 'react'
import type { DismissReason, FindingRow } from '@/lib/domain/finding-row'
import type { LastAct } from './last-act'
import { moveAfter, nextAfter } from './next-after'
import { selectRange, toggleAll, toggleOne } from './select-findings'
import { useFindingKeys } from './use-finding-keys'
import { useFixes } from './use-fixes'
import { type Said, useVerdicts } from './use-verdicts'

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
  const lastAct = useRef<LastAct | null>(null)
  const { judge, undo, pending: judging } = useVerdicts(team, lastAct)
  const fixes = useFixes(team, lastAct)
  const pending = judging || fixes.pending
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState<readonly string[] | null>(null)
  const clear = () => setSelected(new Set())
  const targets = () => (selected.size > 0 ? [...selected] : currentId === null ? [] : [currentId])

  // People go on while a verdict is saved: where they are then is not where they were.
  const place = useRef({ currentId, openId })
  useEffect(() => {
    place.current = { currentId, openId }
  })
  const isSaving = useRef(false)
  /** One act at a time: what is pressed while one is saved is about nothing. */
  const alone = async (act: () => Promise<void>) => {
    if (isSaving.current || pending) return
    isSaving.current = true
    await act().finally(() => {
      isSaving.current = false
    })
  }

  const say = (ids: readonly string[], said: Said) =>
    alone(async () => {
      // What is judged can leave the list: the next one takes its place.
      const next = nextAfter(rows, ids, currentId)
      if (ids.length === 0 || !(await judge(ids, said))) return
      setAsking(null)
      setSelected((old) => new Set([...old].filter((id) => !ids.includes(id))))
      const move = moveAfter(ids, next, place.current)
      if (move?.opens) onOpen(move.to)
      else if (move !== null) onCurrent(move.to)
    })
  const ids = rows.map(({ id }) => id)
  const lastSelected = useRef<string | null>(null)
  /** `toHere`: all from the one that was chosen last. */
  const select = (id: string, toHere = false) => {
    setSelected(toHere ? selectRange(ids, selected, lastSelected.current, id) : toggleOne(selected, id))
    lastSelected.current = id
  }
  const selectAll = () => setSelected(toggleAll(ids, selected))
  const applyFix = (id: string) => alone(() => fixes.apply(id))
  const accept = () => void say(targets(), { verdict: 'accepted' })
  const askWhy = () => {
    const ids = targets()
    if (ids.length > 0 && !isSaving.current) setAsking(ids)
  }
  /** Another finding is opened: the question was not about that one. */
  const stopAskingUnless = (id: string | null) => {
    if (asking?.length === 1 && (id === null || !asking.includes(id))) setAsking(null)
  }
  // Buttons of the open finding are about it alone, whatever is selected.
  const acceptOne = (id: string) => void say([id], { verdict: 'accepted' })
  const askWhyOne = (id: string) => {
    if (!isSaving.current) setAsking([id])
  }
  const dismiss = (reason: DismissReason, comment: string | undefined) =>
    void say(asking ?? [], { verdict: 'dismissed', reason, comment })
  const takeBackOne = (act: LastAct) =>
    alone(async () => {
      await ('fixId' in act ? fixes.undo(act.fixId) : undo(act))
    })
  /** What was done last on this page, else what stands on the open finding. */
  const takeBack = (standing: LastAct | null) => {
    const last = lastAct.current ?? standing
    if (last !== null) void takeBackOne(last)
  }
  useFindingKeys({
    ids,
    currentId,
    onOpen: (id) => {
      stopAskingUnless(id)
      onOpen(id)
    },
    acts: mayReview
      ? { onSelect: select, onAccept: accept, onDismiss: askWhy, onUndo: () => takeBack(null) }
      : null,
  })
  const stopAsking = () => setAsking(null)
  return {
    selected,
    select,
    selectAll,
    clear,
    asking,
    askWhy,
    askWhyOne,
    stopAsking,
    stopAskingUnless,
    accept,
    acceptOne,
    dismiss,
    undo: takeBackOne,
    takeBack,
    fixes,
    applyFix,
    pending,
  }
}
