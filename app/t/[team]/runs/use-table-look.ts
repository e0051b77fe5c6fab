'use client'

import { z } from 'zod'
import { DEFAULT_COLUMNS, RUN_COLUMN_IDS } from '@/components/runs/run-columns'
import { DENSITIES, makeStoredLook } from '@/components/ui/make-stored-look'

const TableLook = z.object({ columns: z.array(z.enum(RUN_COLUMN_IDS)), density: z.enum(DENSITIES) })
export type TableLook = z.infer<typeof TableLook>

/** Columns and density of the runs table, remembered in this browser. */
export const useTableLook = makeStoredLook<TableLook>('assay-runs-table', TableLook, {
  columns: DEFAULT_COLUMNS,
  density: 'comfortable',
})
