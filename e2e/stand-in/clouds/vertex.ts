import { ANTHROPIC, type Dialect, errorOf } from './dialect'

const ROUTE =
  /^\/v1\/projects\/([^/]+)\/locations\/([^/]+)\/publishers\/anthropic\/models\/([^/]+):(streamRawPredict|rawPredict)$/

/** Google's: the same events, errors in the form of its own services. */
export const VERTEX: Dialect = {
  ...ANTHROPIC,
  wrapError: (status, body) => ({
    status,
    body: { error: { code: status, message: errorOf(body).message, status: 'FAILED' } },
    headers: {},
  }),
}

export function readVertexRoute(path: string): { model: string; stream: boolean } | null {
  const [, , , model, act] = ROUTE.exec(path) ?? []
  return model === undefined ? null : { model: decodeURIComponent(model), stream: act === 'streamRawPredict' }
}

/** Who signed the token of a service account (a JWT that is not checked further), or null. */
export function issuerOf(bearer: string): string | null {
  const payload = bearer.split('.')[1]
  if (payload === undefined) return null
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { iss?: string }
  return claims.iss ?? null
}
