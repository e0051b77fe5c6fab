import { formatPlural } from '@/lib/format/format-count'

const FILTERS = ['project', 'workflow', 'member', 'model', 'tier', 'prompt'] as const

/** What a chart was asked in words: its team, and what it is filtered by. People are counted, not named. */
export function tellAsk(team: string, ask: Readonly<Record<string, unknown>>): string {
  const filters = FILTERS.flatMap((name) => {
    const given: unknown = ask[name]
    const values = Array.isArray(given) ? given.map(String) : []
    if (values.length === 0) return []
    return name === 'member' ? formatPlural(values.length, 'member') : `${name} ${values.join(', ')}`
  })
  return [team, ...filters].join(' · ')
}
