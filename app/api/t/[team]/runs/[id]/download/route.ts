import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getArtifactFile } from '@/lib/runs/get-artifact-file'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  query: z.object({ artifact: z.string().optional() }),
  handler: async (ctx, { params, query }) => {
    const { name, content } = await getArtifactFile(ctx, { runId: params.id, artifactId: query.artifact })
    return new Response(content, {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'private, no-store',
      },
    })
  },
})
