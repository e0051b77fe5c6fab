'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { BudgetBoard, BudgetHistory } from '@/lib/domain/budget'
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

/** What was done to budgets, page by page, live. */
export function useBudgetHistory(team: string, initial: BudgetHistory) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.budgets(team), 'history'],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(pageParam === null ? {} : { cursor: pageParam })
      return fetchJson(`/api/t/${team}/budgets/history?${query}`, 'budgetHistory', { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.historyCursor,
    initialData: { pages: [initial], pageParams: [null] },
  })
}

/** Marks that budgets have passed in their present periods, live. */
export function useBudgetWarnings(team: string) {
  return useQuery({
    queryKey: queryKeys.budgetWarnings(team),
    queryFn: ({ signal }) => fetchJson(`/api/t/${team}/budget-warnings`, 'budgetWarnings', { signal }),
  })
}
