import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { signUpMode } from '@/lib/env'
import { findInvitation } from '@/lib/teams/find-invitation'

/** Header that carries the token of an invitation link through sign-up. */
export const INVITATION_HEADER = 'x-assay-invitation'

/** Where sign-up is by invitation (`signUpMode`) only the very first person and holders of an open invitation may sign up. */
export async function assertMaySignUp(headers: Headers | undefined): Promise<void> {
  if (signUpMode() === 'open') return
  if ((await db().user.count({ take: 1 })) === 0) return
  const token = headers?.get(INVITATION_HEADER)
  if (token && (await findInvitation(token))?.state === 'open') return
  throw new AssayError(
    'forbidden',
    'This server takes new people by invitation only. Ask a team owner for an invitation link.',
  )
}
