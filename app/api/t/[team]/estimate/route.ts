import { LaunchRequest } from '@/lib/domain/launch'
import { parseInput } from '@/lib/domain/parse-input'
import { defineRoute } from '@/lib/entry/define-route'
import { estimateLaunch } from '@/lib/runs/estimate-launch'
import { hideCosts } from '@/lib/teams/hide-costs'

/** Reads only; a POST because the paths of 2,000 modules do not fit a URL. */
export const POST = defineRoute({
  permission: 'view',
  handler: async (ctx, { request }) =>
    hideCosts(
      ctx,
      await estimateLaunch(ctx, parseInput(LaunchRequest, await request.json().catch(() => null))),
    ),
})
