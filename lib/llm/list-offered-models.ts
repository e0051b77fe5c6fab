import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { hasTrait } from '@/lib/domain/outcome-traits'
import { type OfferedModelsRequest, withoutApiVersion } from '@/lib/domain/provider'
import { ProviderLimits, ProviderSettings } from '@/lib/domain/provider-settings'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { checkProviderHost } from './check-provider-host'
import { type ClassifiedError, classifyError } from './classify-error'
import { headerForms } from './header-forms'
import { listModels } from './list-models'
import type { ProviderAccess } from './provider-access'
import { openKey } from './seal-key'

const TIMEOUT_MS = 15_000

function refuse(field: string, text: string): never {
  throw new AssayError('invalid-input', text, { fields: { [field]: text } })
}

/** The key that was entered, else the stored one: which goes to no other address than it was entered for. */
async function keyFor(
  { teamId }: TeamContext,
  { id, baseUrl, apiKey }: OfferedModelsRequest,
): Promise<string | null> {
  if (apiKey !== null || id === undefined) return apiKey
  const stored = await db().provider.findFirst({ where: { id, teamId } })
  if (stored === null) throw new AssayError('not-found', 'This provider was removed.')
  if (stored.keyEncrypted === null) return null
  if (stored.kind !== 'compatible' || stored.baseUrl !== baseUrl) {
    refuse('apiKey', 'Enter the key again: what it belongs to has changed.')
  }
  return openKey(teamId, stored.keyEncrypted)
}

/** What a person can do about a server that gave no list. */
function whyNone(fault: ClassifiedError | null): string {
  const said = fault === null ? '' : ` (${fault.errorText.replace(/\.$/, '')})`
  if (fault?.outcome === 'invalid-key')
    return `It refuses the key${said}. Enter the one that belongs to this address.`
  if (fault?.outcome === 'connection' || fault?.outcome === 'timeout')
    return `Nothing answers at this address${said}. Start the server, or correct the address.`
  return `It does not list its models${said}. Type the names it knows them by.`
}

/**
 * The ids of the models that a compatible server offers, so that a form need not ask people for names they do not know.
 * Nothing is asked of a model, and nothing is saved. Throws `invalid-input` with the field, `not-found`, `unavailable`.
 */
export async function listOfferedModels(ctx: TeamContext, given: OfferedModelsRequest): Promise<string[]> {
  assertCan(ctx, 'manage-settings')
  const request = { ...given, baseUrl: withoutApiVersion(given.baseUrl) }
  const { baseUrl, isLocal } = request
  const problem = await checkProviderHost({ baseUrl, isLocal })
  if (problem !== null) refuse('baseUrl', problem)
  const provider: ProviderAccess = {
    id: 'not-saved',
    name: 'the server',
    kind: 'compatible',
    baseUrl,
    isLocal,
    apiKey: await keyFor(ctx, request),
    models: { cheap: '', capable: '', premium: '' },
    settings: ProviderSettings.parse({}),
    limits: ProviderLimits.parse({}),
  }
  let first: ClassifiedError | null = null
  for (const headers of headerForms(provider)) {
    try {
      return await listModels({ ...provider, settings: { ...provider.settings, headers } }, TIMEOUT_MS)
    } catch (error) {
      const fault = classifyError(error, false)
      first ??= fault
      if (!hasTrait(fault.outcome, 'headers')) break
    }
  }
  throw new AssayError('unavailable', whyNone(first))
}
