import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { ProviderDraft, type ProviderRow } from '@/lib/domain/provider'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { checkProviderHost } from './check-provider-host'
import { toProviderRow } from './list-providers'
import { sealKey } from './seal-key'

/**
 * Adds a provider, or changes the one with the given id. Its key is stored encrypted; null keeps the stored key, but not
 * when the address changes: a key must not be sent where its owner never meant it to go.
 * Throws `not-found`, `conflict` (the name is taken), `invalid-input`.
 */
export async function saveProvider(ctx: TeamContext, input: unknown): Promise<ProviderRow> {
  assertCan(ctx, 'manage-settings')
  const { id, apiKey, ...draft } = parseInput(ProviderDraft, input)
  const { teamId } = ctx
  const namesake = await db().provider.findUnique({ where: { teamId_name: { teamId, name: draft.name } } })
  if (namesake !== null && namesake.id !== id) {
    const text = 'There is a provider of this name already.'
    throw new AssayError('conflict', text, { fields: { name: text } })
  }
  const before = id === undefined ? null : await db().provider.findFirst({ where: { id, teamId } })
  if (id !== undefined && before === null) throw new AssayError('not-found', 'This provider was removed.')
  if (apiKey === null && before?.keyEncrypted != null && before.baseUrl !== draft.baseUrl) {
    const text = 'Enter the key again: the address has changed.'
    throw new AssayError('invalid-input', text, { fields: { apiKey: text } })
  }
  if (apiKey === null && draft.kind === 'anthropic' && before?.keyEncrypted == null) {
    const text = 'Enter an API key.'
    throw new AssayError('invalid-input', text, { fields: { apiKey: text } })
  }
  const hostProblem =
    draft.baseUrl === null
      ? null
      : await checkProviderHost({ baseUrl: draft.baseUrl, isLocal: draft.isLocal })
  if (hostProblem !== null) {
    throw new AssayError('invalid-input', hostProblem, { fields: { baseUrl: hostProblem } })
  }
  const key = apiKey === null ? {} : { keyEncrypted: sealKey(teamId, apiKey), keyLastFour: apiKey.slice(-4) }
  const data = { ...draft, ...key, lastTestedAt: null, lastTestOk: null, lastTestText: null }
  return db().$transaction(async (tx) => {
    const position = await tx.provider.count({ where: { teamId } })
    const row =
      before === null
        ? await tx.provider.create({ data: { ...data, teamId, position, createdBy: ctx.userId } })
        : await tx.provider.update({ where: { id: before.id }, data })
    await recordAudit(tx, ctx, {
      action: before === null ? 'provider.create' : 'provider.update',
      subjectType: 'provider',
      subjectId: row.id,
      detail: { name: row.name, kind: row.kind, baseUrl: row.baseUrl, keyChanged: apiKey !== null },
    })
    await notify(tx, { teamId, topic: 'settings', id: row.id })
    return toProviderRow(row)
  })
}
