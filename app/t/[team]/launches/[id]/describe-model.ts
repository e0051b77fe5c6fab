import type { RunRow } from '@/lib/domain/run'

type Told = Pick<RunRow, 'status' | 'source' | 'reason'>

/**
 * Whether a model can take part in a launch: as its runs tell; before any of them does, by whether one is connected now.
 */
export function describeModel(useModel: boolean, hasProvider: boolean, rows: readonly Told[]): string {
  if (!useModel) return 'model switched off'
  if (rows.some(({ source }) => source === 'model' || source === 'cache')) return 'a model may be used'
  if (rows.some((run) => run.reason === 'policy')) return 'no model that the project’s data policy allows'
  if (rows.some((run) => run.reason === 'opted-out')) return 'models switched off for the team'
  const saidSo = rows.some((run) => run.reason === 'no-provider')
  const isOpen = rows.some((run) => run.status === 'queued' || run.status === 'running')
  return saidSo || (isOpen && !hasProvider) ? 'no model connected' : 'a model may be used'
}
