'use client'

import { z } from 'zod'
import { DENSITIES, makeStoredLook } from '@/components/ui/make-stored-look'

export const FINDING_COLUMNS = [
  { id: 'place', title: 'Place' },
  { id: 'project', title: 'Project' },
  { id: 'tool', title: 'Seen by' },
  { id: 'why', title: 'Why suppressed' },
  { id: 'state', title: 'State' },
  { id: 'confidence', title: 'Confidence' },
  { id: 'age', title: 'First seen' },
] as const

const FindingColumnId = z.enum(['place', 'project', 'tool', 'why', 'state', 'confidence', 'age'])
const FindingLook = z.object({ columns: z.array(FindingColumnId), density: z.enum(DENSITIES) })
export type FindingLook = z.infer<typeof FindingLook>

/** What the list of findings says of each, and how close its rows are; remembered in this browser. */
export const useFindingLook = makeStoredLook<FindingLook>('assay-findings-list', FindingLook, {
  columns: ['place', 'project', 'why', 'state', 'confidence', 'age'],
  density: 'comfortable',
})
