import { queryKeys } from './query-keys'

/** What the live route sends: which thing changed, never its data. A review carries the id of its run. */
export interface LiveMessage {
  topic: (typeof TOPICS)[number]
  id: string
  launchId?: string
  /** of a run: bars of its waterfall are all that came, no figure */
  barsOnly?: true
}

const TOPICS = [
  'run',
  'launch',
  'project',
  'import',
  'settings',
  'review',
  'budget',
  'finding',
  'alert',
] as const

/** A message as it came; null: of a server that says what this page does not know. */
export function readLiveMessage(text: string): LiveMessage | null {
  try {
    const { topic, id, launchId, barsOnly } = JSON.parse(text) as Record<string, unknown>
    const known = TOPICS.find((each) => each === topic)
    if (known === undefined || typeof id !== 'string') return null
    return {
      topic: known,
      id,
      ...(typeof launchId === 'string' ? { launchId } : {}),
      ...(barsOnly === true ? { barsOnly } : {}),
    }
  } catch {
    return null
  }
}

type Key = readonly unknown[]

/** Beginnings of the query keys that an event makes stale. Only queries on screen are fetched again. */
export function staleKeys(team: string, message: LiveMessage): Key[] {
  const lists = [queryKeys.allRuns(team), queryKeys.overview(team)]
  switch (message.topic) {
    case 'run': {
      const underWay = [
        queryKeys.run(team, message.id),
        message.launchId === undefined
          ? queryKeys.everyLaunch(team)
          : queryKeys.launch(team, message.launchId),
        queryKeys.budgets(team),
      ]
      if (message.barsOnly) return underWay
      return [...lists, ...underWay, queryKeys.everyProjectModules(team), queryKeys.everyChart(team)]
    }
    case 'launch':
      return [...lists, queryKeys.launch(team, message.id)]
    case 'review':
      return [...lists, queryKeys.run(team, message.id), queryKeys.everyChart(team)]
    case 'finding':
      return [
        queryKeys.everyFinding(team),
        queryKeys.everyAskOf(team, 'finding-precision'),
        queryKeys.criteria(team),
        queryKeys.overview(team),
      ]
    case 'alert':
      return [queryKeys.everyAlert(team), queryKeys.overview(team), queryKeys.everyAnnotation(team)]
    case 'project':
      return [queryKeys.projects(team), queryKeys.everyProjectModules(team), queryKeys.overview(team)]
    case 'import':
      return [queryKeys.projects(team)]
    case 'settings':
      return [
        queryKeys.settings(team),
        queryKeys.overview(team),
        queryKeys.allEstimates(team),
        queryKeys.everyChart(team),
        queryKeys.everyAnnotation(team),
      ]
    case 'budget':
      return [
        queryKeys.budgets(team),
        queryKeys.budgetWarnings(team),
        queryKeys.allEstimates(team),
        queryKeys.overview(team),
        queryKeys.everyAnnotation(team),
      ]
  }
}
