import 'server-only'
import { db } from '@/lib/db/db'
import type { RepricePreview, RepriceRequest } from '@/lib/domain/price'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findRepricings } from './reprice/find-repricings'
import { sumRepricings } from './reprice/sum-repricings'

/** What pricing the team's attempts again would change; changes nothing. Throws `too-large`. */
export async function previewReprice(ctx: TeamContext, request: RepriceRequest): Promise<RepricePreview> {
  assertCan(ctx, 'manage-settings')
  return sumRepricings(await findRepricings(db(), ctx.teamId, request))
}
