import 'server-only'
import { auth } from './auth'

/** Who a request comes from by its session cookie; null when nobody is signed in. */
export async function findPerson(headers: Headers): Promise<{ userId: string; userName: string } | null> {
  if (!headers.has('cookie')) return null
  const session = await auth().api.getSession({ headers })
  return session === null ? null : { userId: session.user.id, userName: session.user.name }
}
