'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { AlertDetail, AlertList, AlertRuleDetail, AlertRuleList } from '@/lib/domain/alert'
import type { AlertChannelBoard, AlertDeliveryList } from '@/lib/domain/alert-channel'
import { fetchJson } from './fetch-json'
import { queryKeys } from './query-keys'

/** Readings make no event of their own: what shows them asks again. */
const READINGS_EVERY_MS = 15_000

type Ask<T> = (url: string, options: { signal: AbortSignal }) => Promise<T>

/** A live read below /api/t/[team]/alerts. */
function useAlertRead<T>(
  team: string,
  path: string,
  ask: Ask<T>,
  initialData?: T,
  { refetchInterval = false, enabled = true }: { refetchInterval?: number | false; enabled?: boolean } = {},
) {
  return useQuery({
    queryKey: [...queryKeys.everyAlert(team), path],
    queryFn: ({ signal }) => ask(`/api/t/${team}/alerts${path}`, { signal }),
    refetchOnMount: 'always',
    refetchInterval,
    enabled,
    ...(initialData === undefined ? {} : { initialData }),
  })
}

/** What is wrong now and what was; for the page and the bell. */
export const useAlerts = (team: string, initial?: AlertList) =>
  useAlertRead(team, '', (url, options) => fetchJson(url, 'alerts', options), initial)

/** One alert with all that happened to it. */
export const useAlert = (team: string, id: string, initial: AlertDetail) =>
  useAlertRead(
    team,
    `/${encodeURIComponent(id)}`,
    (url, options) => fetchJson(url, 'alert', options),
    initial,
    {
      refetchInterval: READINGS_EVERY_MS,
    },
  )

/** The team's rules with where they stand. */
export const useAlertRules = (team: string, initial: AlertRuleList) =>
  useAlertRead(team, '/rules', (url, options) => fetchJson(url, 'alertRules', options), initial, {
    refetchInterval: READINGS_EVERY_MS,
  })

/** One rule with what it saw. Not `enabled`: it is being removed, and no longer asked for. */
export const useAlertRule = (team: string, id: string, initial: AlertRuleDetail, enabled: boolean) =>
  useAlertRead(
    team,
    `/rules/${encodeURIComponent(id)}`,
    (url, options) => fetchJson(url, 'alertRule', options),
    initial,
    {
      refetchInterval: READINGS_EVERY_MS,
      enabled,
    },
  )

/** Where alerts are sent. */
export const useAlertChannels = (team: string, initial: AlertChannelBoard) =>
  useAlertRead(team, '/channels', (url, options) => fetchJson(url, 'alertChannels', options), initial)

/** What was sent, page by page. */
export function useAlertDeliveries(team: string, state: string, initial: AlertDeliveryList | undefined) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.everyAlert(team), 'deliveries', state],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        ...(state === 'all' ? {} : { state }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      })
      return fetchJson(`/api/t/${team}/alerts/deliveries?${query}`, 'alertDeliveries', { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    initialData: initial === undefined ? undefined : { pages: [initial], pageParams: [null] },
    refetchOnMount: 'always',
  })
}
