import 'server-only'
import { servedBuild } from '@/lib/env'

/** Headers of an answer with data: nobody may keep it, and a page can tell by which build it was made. */
export function answerHeaders(requestId: string, contentType = 'application/json'): Record<string, string> {
  return {
    'content-type': `${contentType}; charset=utf-8`,
    'cache-control': 'private, no-store',
    'x-request-id': requestId,
    // Tells a page whether it may trust the form of this answer (components/queries/fetch-json).
    'x-assay-build': servedBuild() ?? '',
  }
}
