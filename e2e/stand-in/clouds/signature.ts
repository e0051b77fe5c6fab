import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The secret of every access key that the stand-in knows. */
export const STAND_IN_SECRET = 'stand-in-secret'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/

/**
 * The access key ID of a request signed with AWS' Signature Version 4, worked out here a second time from what arrived:
 * whatever changes a signed request on its way is found. Null: not signed, or not so.
 */
export function signedBy(request: IncomingMessage, body: string): string | null {
  const found = AUTHORIZATION.exec(request.headers.authorization ?? '')
  if (found === null) return null
  const [, accessKeyId = '', scope = '', signedHeaders = '', signature = ''] = found
  const [day = '', region = '', service = ''] = scope.split('/')
  const names = signedHeaders.split(';')
  const canonical = [
    request.method,
    (request.url ?? '').split('/').map(encodeURIComponent).join('/'),
    '',
    ...names.map((name) => `${name}:${String(request.headers[name]).trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders,
    sha256(body),
  ].join('\n')
  const toSign = `AWS4-HMAC-SHA256\n${String(request.headers['x-amz-date'])}\n${scope}\n${sha256(canonical)}`
  const dayKey = hmac(hmac(hmac(`AWS4${STAND_IN_SECRET}`, day), region), service)
  const expected = hmac(hmac(dayKey, 'aws4_request'), toSign).toString('hex')
  return expected === signature ? accessKeyId : null
}
