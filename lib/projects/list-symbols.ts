import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { SymbolRow } from '@/lib/domain/symbol'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findSnapshotRow } from './find-snapshot-row'

/** The part of the stored ModuleFacts that is asked here; a module that could not be read has none. */
const Facts = z.object({ symbols: z.array(SymbolRow).default([]) })

/** Functions, methods and classes of one module of a project's snapshot (the newest when none is named), by line; throws `not-found`. */
export async function listSymbols(
  ctx: TeamContext,
  input: { projectId: string; path: string; snapshotId?: string },
): Promise<SymbolRow[]> {
  assertCan(ctx, 'view')
  const { id: snapshotId } = await findSnapshotRow(ctx, input)
  const row = await db().module.findUnique({
    where: { snapshotId_path: { snapshotId, path: input.path } },
    select: { facts: true },
  })
  if (row === null) throw new AssayError('not-found', 'There is no such module in this project.')
  return Facts.parse(row.facts).symbols.toSorted((one, other) => one.startLine - other.startLine)
}
