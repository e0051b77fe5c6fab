import 'server-only'
import { headers } from 'next/headers'
import { auth } from './auth'

/** Ends the session in the database and removes its cookie; for server actions only. */
export async function signOut(): Promise<void> {
  await auth().api.signOut({ headers: new Headers(await headers()) })
}
