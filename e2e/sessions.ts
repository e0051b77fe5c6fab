const sessions = new Map<string, Promise<string>>()

/**
 * The cookie header of a session of the person. They are signed in once for all journeys: an account may sign in only
 * so often in a few minutes.
 */
export function cookieOf(world: { baseUrl: string; password: string }, email: string): Promise<string> {
  const session = sessions.get(email) ?? signInByHand(world.baseUrl, email, world.password)
  sessions.set(email, session)
  return session
}

/** Signs in at the library's own endpoint; gives the cookie header of the new session. */
export async function signInByHand(baseUrl: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${baseUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: baseUrl },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`${email} cannot sign in: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
