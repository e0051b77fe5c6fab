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
const NONE = 'none'

/** Why there is nothing to compare with. */
function whyNone(project: string | null): string {
  return project === null ? 'Choose one project first.' : 'This project was imported once: nothing is older.'
}

/** "Only new since …": states of the project, or why there is none to choose. */
export function BaselineSelect({ team, projects, value, onChange }: BaselineSelectProps) {
  const [project = null] = projects.length === 1 ? projects : []
  const { data = [] } = useSnapshots(team, project)
  // Nothing can be newer than the newest state.
  const older = data.slice(1)
  if (projects.length === 0) return null
  const options = [
    { value: EVER, label: 'New and old' },
    ...older.map((snapshot) => ({ value: snapshot.id, label: `New since ${describeSnapshot(snapshot)}` })),
    ...(older.length > 0
      ? []
      : [{ value: NONE, label: 'Only new ones', hint: whyNone(project), disabled: true }]),
  ]
  return (
    <Select
      aria-label="Only new since"
      className="w-44"
      value={value ?? EVER}
      placeholder="New since …"
      options={options}
      onValueChange={(next) => onChange(next === EVER ? null : next)}
    />
  )
}
