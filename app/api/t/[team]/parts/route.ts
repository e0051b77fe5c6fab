import { PartsQuery } from '@/lib/domain/parts-query'
import { defineRoute } from '@/lib/entry/define-route'
import { streamParts } from '@/lib/entry/stream-parts'
import { getPart } from '@/lib/metrics/get-part'

export const GET = defineRoute({
  permission: 'view',
  query: PartsQuery,
  handler: async (ctx, { query: { part: parts, ...query } }) =>
    streamParts({
      name: `/api/t/${ctx.teamSlug}/parts`,
      requestId: ctx.requestId,
      parts,
      answer: (part) => getPart(ctx, part, query),
    }),
})
