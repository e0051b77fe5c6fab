'use client'

import { useEffect, useRef } from 'react'
import { ONE_TOAST } from '@/components/alerts/one-toast'
import { useBudgetWarnings } from '@/components/queries/use-budgets'
import { toast } from '@/components/ui/toast'
import { describeWarning } from './describe-warning'

/** Tells on any page of the team when a budget passes a mark. What was passed before the page opened is not told. */
export function BudgetToasts({ teamSlug }: { teamSlug: string }) {
  const { data } = useBudgetWarnings(teamSlug)
  const told = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (data === undefined) return
    const before = told.current
    told.current = new Set([...(before ?? []), ...data.warnings.map(({ id }) => id)])
    if (before === null) return
    // The highest mark of those that were passed at one stroke.
    const [news] = data.warnings.filter(({ id }) => !before.has(id)).toSorted((a, b) => b.percent - a.percent)
    if (news !== undefined) toast.warning(describeWarning(news), ONE_TOAST)
  }, [data])
  return null
}
