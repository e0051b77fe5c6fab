import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for an invitation link. */
export function newInvitationToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token: a fast hash is enough, the token is random and long. */
export function hashInvitationToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
