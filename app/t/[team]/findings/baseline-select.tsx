'use client'

import { useSnapshots } from '@/components/queries/use-snapshots'
import { Select } from '@/components/ui/select'
import { describeSnapshot } from '@/lib/domain/snapshot-choice'

type BaselineSelectProps = {
  team: string
  /** slugs of the projects in the list */
  projects: readonly string[]
  /** id of a snapshot; null: old ones are shown, too */
  value: string | null
  onChange: (value: string | null) => void
}

const EVER = 'ever'

/** "Only new since …": states of the project, where the list is about one that has several. */
export function BaselineSelect({ team, projects, value, onChange }: BaselineSelectProps) {
  const [project = null] = projects.length === 1 ? projects : []
  const { data = [] } = useSnapshots(team, project)
  // Nothing can be newer than the newest state.
  const older = data.slice(1)
  if (older.length === 0) return null
  const options = [
    { value: EVER, label: 'New and old' },
    ...older.map((snapshot) => ({ value: snapshot.id, label: `New since ${describeSnapshot(snapshot)}` })),
  ]
  return (
    <Select
      aria-label="Only new since"
      className="w-44"
      value={value ?? EVER}
      options={options}
      onValueChange={(next) => onChange(next === EVER ? null : next)}
    />
  )
}
