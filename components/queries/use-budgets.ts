'use client'

import { useQuery } from '@tanstack/react-query'
import type { BudgetBoard } from '@/lib/domain/budget'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** Calls under way send no events when they reserve: while any is, the page asks again this often. */
const RESERVED_MS = 2000

/** Budgets with what is spent and reserved, live. */
export function useBudgets(team: string, initialData: BudgetBoard) {
  return useQuery({
    queryKey: queryKeys.budgets(team),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/budgets`, 'budgets', { signal }),
    initialData,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) =>
      [...(state.data?.budgets ?? []), ...(state.data?.launches ?? [])].some(
        ({ reservedNanoUsd }) => reservedNanoUsd > 0,
      )
        ? RESERVED_MS
        : false,
  })
}

/** Marks that budgets have passed in their present periods, live. */
export function useBudgetWarnings(team: string) {
  return useQuery({
    queryKey: queryKeys.budgetWarnings(team),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/budget-warnings`, 'budgetWarnings', { signal }),
  })
}
