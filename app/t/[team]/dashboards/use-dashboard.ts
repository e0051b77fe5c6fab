'use client'

import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { dashboardParsers, type FilterName, toAsk, withGroup } from './dashboard-filters'

/** The dashboard's range, filters and splits, kept in its URL. */
export function useDashboard() {
  const [state, setState] = useQueryStates(dashboardParsers, { history: 'push' })
  const ask = useMemo(() => toAsk(state), [state])

  const setRange = useCallback((range: string) => setState({ range, from: null, until: null }), [setState])
  const zoom = useCallback(
    ({ from, until }: { from: string; until: string }) => setState({ range: 'custom', from, until }),
    [setState],
  )
  /** Adds or removes one value of a filter. */
  const toggle = useCallback(
    (name: FilterName, value: string) =>
      setState((old) => {
        const chosen: readonly string[] = old[name]
        const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]
        return { [name]: next.length === 0 ? null : next }
      }),
    [setState],
  )
  const clear = useCallback(
    () => setState({ project: null, workflow: null, member: null, model: null, tier: null, prompt: null }),
    [setState],
  )
  const setCompare = useCallback((compare: boolean) => setState({ compare }), [setState])
  const setGroup = useCallback(
    (chart: string, group: string) => setState((old) => ({ by: withGroup(old, chart, group) })),
    [setState],
  )
  return { state, ask, setState, setRange, zoom, toggle, clear, setCompare, setGroup }
}
export type Dashboard = ReturnType<typeof useDashboard>
