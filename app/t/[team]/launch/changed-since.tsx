'use client'

import { useSnapshots } from '@/components/queries/use-snapshots'
import { Select } from '@/components/ui/select'
import type { ProjectRow } from '@/lib/domain/project-row'
import { describeSnapshot } from '@/lib/domain/snapshot-choice'

const ANY = 'any'

type ChangedSinceProps = {
  team: string
  project: ProjectRow | undefined
  /** id of the snapshot to compare with; null: whether it changed or not */
  value: string | null
  onChange: (snapshotId: string | null) => void
}

/** Keeps to modules that are not what they were in an earlier import. Nothing where there was only one. */
export function ChangedSince({ team, project, value, onChange }: ChangedSinceProps) {
  const { data: snapshots = [] } = useSnapshots(team, project?.slug ?? null)
  const earlier = snapshots.filter(({ id }) => id !== project?.snapshot?.id)
  if (earlier.length === 0) return null
  return (
    <Select
      aria-label="Changed since"
      className="h-7.5 w-52"
      value={value ?? ANY}
      options={[
        { value: ANY, label: 'Changed or not' },
        ...earlier.map((one) => ({ value: one.id, label: `Changed since ${describeSnapshot(one)}` })),
      ]}
      onValueChange={(next) => onChange(next === ANY ? null : next)}
    />
  )
}
