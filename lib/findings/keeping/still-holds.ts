import 'server-only'
import { z } from 'zod'
import type { Db, Transaction } from '@/lib/db/db'
import { JudgedFinding } from '@/lib/domain/finding-row'
import { SymbolRow } from '@/lib/domain/symbol'
import { decodeSource } from '@/lib/projects/import/decode-source'

export interface KeptModule {
  source: string
  /** functions, methods and classes; empty: it could not be read */
  symbols: SymbolRow[]
}

const Facts = z.object({ symbols: z.array(SymbolRow).default([]) })

/** A module of a snapshot; null: the snapshot does not have it, or is another team's. */
export async function readModule(
  client: Db | Transaction,
  { teamId, snapshotId, path }: { teamId: string; snapshotId: string; path: string },
): Promise<KeptModule | null> {
  const module = await client.module.findUnique({
    where: { snapshotId_path: { snapshotId, path }, teamId },
    select: { blobHash: true, facts: true },
  })
  if (module === null) return null
  const { content } = await client.blob.findUniqueOrThrow({ where: { hash: module.blobHash } })
  return { source: decodeSource(content), symbols: Facts.parse(module.facts).symbols }
}

/** True when the module still has what the finding quotes, in the function or class it was in, however it is spaced. */
export function stillHolds({ source, symbols }: KeptModule, finding: { judged: unknown }): boolean {
  const { quote, qualifiedName } = JudgedFinding.parse(finding.judged)
  const lines = source.split('\n')
  if (qualifiedName === '' || symbols.length === 0) return holds(lines, quote)
  const around = symbols.filter(
    ({ kind, qualifiedName: name }) =>
      name === qualifiedName || (kind === 'function' && qualifiedName.startsWith(`${name}.`)),
  )
  return around.some(({ startLine, endLine }) => holds(lines.slice(startLine - 1, endLine), quote))
}

const unspaced = (text: string) => text.replace(/\s+/g, '')
const holds = (lines: string[], quote: string) => unspaced(lines.join('')).includes(unspaced(quote))
