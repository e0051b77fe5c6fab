'use client'

import { useEffect, useRef } from 'react'
import { useGo } from '@/components/layout/use-go'
import { useAlerts } from '@/components/queries/use-alerts'
import { toast } from '@/components/ui/toast'
import { waitsForSomebody } from '@/lib/domain/waits-for-somebody'
import { ONE_TOAST, tellNews } from './one-toast'

/** Tells on any page of the team when an alert fires, unless it is kept quiet. What fired before the page was opened is not told. */
export function AlertToasts({ teamSlug }: { teamSlug: string }) {
  const { data } = useAlerts(teamSlug)
  const go = useGo()
  const told = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (data === undefined) return
    const firing = data.open.filter(waitsForSomebody)
    const before = told.current
    told.current = new Set([...(before ?? []), ...firing.map(({ id }) => id)])
    if (before === null) return
    const news = tellNews(firing.filter(({ id }) => !before.has(id)))
    if (news === null) return
    toast.error(news.title, {
      ...ONE_TOAST,
      description: news.text,
      action: { label: 'Open', onClick: () => go(`/t/${teamSlug}/${news.path}`) },
    })
  }, [data, go, teamSlug])
  return null
}
