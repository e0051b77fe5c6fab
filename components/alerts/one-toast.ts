import type { Toast } from '@/components/ui/toast'
import type { AlertRow } from '@/lib/domain/alert'

/**
 * How trouble is told on any page: one toast at a time, the next in its place, at the top, where no page has its table,
 * flat, and gone by itself; the bell keeps what it said.
 */
export const ONE_TOAST = {
  id: 'alert',
  position: 'top-center',
  duration: 6000,
  classNames: { toast: 'py-2!', description: 'line-clamp-2' },
} as const satisfies Toast['options']

type News = Pick<AlertRow, 'id' | 'ruleName' | 'text'>

/** What the one toast says of alerts that have just fired, and where it leads; null: nothing is new. */
export function tellNews(news: readonly News[]): { title: string; text: string; path: string } | null {
  const [first, ...others] = news
  if (first === undefined) return null
  if (others.length === 0) return { title: first.ruleName, text: first.text, path: `alerts/${first.id}` }
  const names = new Set(news.map(({ ruleName }) => ruleName))
  return { title: `${news.length} alerts fire`, text: `${[...names].join('. ')}.`, path: 'alerts' }
}
