import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { nothingThere } from '@/lib/db/sql'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { ProviderDraft, type ProviderRow, withoutApiVersion } from '@/lib/domain/provider'
import { keyLastFour } from '@/lib/domain/provider-key'
import { ProviderSettings } from '@/lib/domain/provider-settings'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { checkDraft } from './check-draft'
import { forgetBreakers } from './limits/forget-breakers'
import { toProviderRow } from './list-providers'
import { sealKey } from './seal-key'
import type { StoredProvider } from './stored-provider'

const NOT_TESTED = {
  ...{ lastTestedAt: null, lastTestOk: null, lastTestText: null },
  lastTest: nothingThere,
}

const NAME_TAKEN = 'There is a provider of this name already.'

/** Of two who save the same name at once the database lets one through: the other is told as if it had come later. */
function tellNameTaken(error: unknown): never {
  if (!(error instanceof Error && 'code' in error && error.code === 'P2002')) throw error
  throw new AssayError('conflict', NAME_TAKEN, { fields: { name: NAME_TAKEN }, cause: error })
}

/** Google's own addresses end with a version; all others get theirs with each call. */
function withPlainAddress(draft: ProviderDraft): ProviderDraft {
  const { kind, baseUrl } = draft
  return kind === 'vertex' || baseUrl === null ? draft : { ...draft, baseUrl: withoutApiVersion(baseUrl) }
}

/** What the audit log keeps of a change: which fields, never a key. */
function changedFields(before: StoredProvider | null, after: StoredProvider): string[] {
  const fields = ['name', 'kind', 'baseUrl', 'isLocal', 'models', 'settings', 'limits', 'enabled'] as const
  return fields.filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after[field]))
}

/**
 * Adds a provider at the end of the order, or changes the one with the given id. Its key is stored encrypted; null keeps
 * the stored key, but not when the address, kind or account changes: a key must not be sent where its owner never meant
 * it to go. Throws `not-found`, `conflict` (the name is taken), `invalid-input`.
 */
export async function saveProvider(ctx: TeamContext, input: unknown): Promise<ProviderRow> {
  assertCan(ctx, 'manage-settings')
  const draft = withPlainAddress(parseInput(ProviderDraft, input))
  const { id, apiKey, ...fields } = draft
  const { teamId, userId: createdBy } = ctx
  const before = id === undefined ? null : await db().provider.findFirst({ where: { id, teamId } })
  if (id !== undefined && before === null) throw new AssayError('not-found', 'This provider was removed.')
  await checkDraft(draft, before)
  const key =
    apiKey === null
      ? {}
      : { keyEncrypted: sealKey(teamId, apiKey), keyLastFour: keyLastFour(draft.kind, apiKey) }
  // The form does not know the header form: it was found by a test of this very address.
  const isSamePlace = before?.baseUrl === draft.baseUrl && before.kind === draft.kind && apiKey === null
  const headers = isSamePlace ? ProviderSettings.parse(before.settings).headers : null
  const settings = { ...draft.settings, headers }
  const data = { ...fields, ...key, settings, ...NOT_TESTED }
  const row = await db()
    .$transaction(async (tx) => {
      const last = await tx.provider.aggregate({ where: { teamId }, _max: { position: true } })
      const position = (last._max.position ?? -1) + 1
      const saved =
        before === null
          ? await tx.provider.create({ data: { ...data, teamId, position, createdBy } })
          : await tx.provider.update({ where: { id: before.id }, data })
      if (before !== null) await forgetBreakers(tx, saved.id)
      await recordAudit(tx, ctx, {
        action: before === null ? 'provider.create' : 'provider.update',
        subjectType: 'provider',
        subjectId: saved.id,
        detail: {
          name: saved.name,
          kind: saved.kind,
          baseUrl: saved.baseUrl,
          changed: changedFields(before, saved),
          keyChanged: apiKey !== null,
        },
      })
      await notify(tx, { teamId, topic: 'settings', id: saved.id })
      return saved
    })
    .catch(tellNameTaken)
  return toProviderRow(row)
}
