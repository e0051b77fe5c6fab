import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { listRunFindings } from '@/lib/findings/list-run-findings'
import { getRun } from '@/lib/runs/get-run'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  handler: async (ctx, { params }) => {
    const { run } = await getRun(ctx, params.id)
    return listRunFindings(ctx, run.id)
  },
})
