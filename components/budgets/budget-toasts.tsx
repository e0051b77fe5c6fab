'use client'

import { useEffect, useRef } from 'react'
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
    for (const warning of data.warnings) {
      if (!before.has(warning.id))
        toast.warning(describeWarning(warning), { id: warning.id, duration: 20_000 })
    }
  }, [data])
  return null
}
