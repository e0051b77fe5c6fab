import { defineRoute } from '@/lib/entry/define-route'
import { getHealth } from '@/lib/metrics/get-health'

/** 200 while pages can be served, also when runs have to wait; 503 without a database. */
export const GET = defineRoute({
  permission: 'anyone',
  handler: async () => {
    const health = await getHealth()
    return Response.json(health, {
      status: health.status === 'down' ? 503 : 200,
      headers: { 'cache-control': 'no-store' },
    })
  },
})
