import { ChangesRequest } from '@/lib/domain/launch'
import { parseInput } from '@/lib/domain/parse-input'
import { defineRoute } from '@/lib/entry/define-route'
import { previewChanges } from '@/lib/runs/preview-changes'

/** Writes nothing; a POST because a pasted diff does not fit a URL. */
export const POST = defineRoute({
  permission: 'launch',
  handler: async (ctx, { request }) =>
    previewChanges(ctx, parseInput(ChangesRequest, await request.json().catch(() => null))),
})
