import type { TeamWorld } from '../seed/world'
import { type Answer, ask, type Caller } from './ask'
import { fillUrl, type PlaceRequest } from './place-inputs'
import type { Place } from './surface'

/** What Next's client asks when one navigates: its headers, at the address with their checksum that Next sends it to. */
async function navigate(url: string, caller: Caller): Promise<Answer> {
  const headers = { rsc: '1' }
  const first = await ask(url, caller, { headers })
  const target = new URL(first.location ?? '', url)
  return target.searchParams.has('_rsc') ? ask(target.href, caller, { headers }) : first
}

/** Asks a place by each of its methods, a page also as navigation does. */
export async function visit(
  baseUrl: string,
  place: Place,
  { team, caller, request }: { team: string; caller: Caller; request: PlaceRequest },
): Promise<Answer[]> {
  const url = `${baseUrl}${fillUrl(place.pattern, team, request)}`
  const body = request.body === undefined ? undefined : JSON.stringify(request.body)
  const headers = { 'content-type': 'application/json', origin: baseUrl }
  const answers = await Promise.all(
    place.methods.map((method) => ask(url, caller, { method, body, headers })),
  )
  return place.kind === 'page' ? [...answers, await navigate(url, caller)] : answers
}

/** By its status, or as Next streams it into a page whose loading state it has begun to send. */
export const saysNotFound = ({ status, body }: Answer): boolean =>
  status === 404 || body.includes('NEXT_HTTP_ERROR_FALLBACK;404')

/** By its status, or streamed. */
export const leadsToSignIn = ({ location, body }: Answer): boolean =>
  location?.startsWith('/sign-in?next=') === true || /NEXT_REDIRECT;[a-z]+;\/sign-in/.test(body)

/** What of a team stands in a text that is not theirs to read. */
export function leaksOf(team: TeamWorld, body: string): string[] {
  const secrets = [team.mark, ...Object.values(team.people), team.invitation.token]
  return secrets.filter((secret) => body.includes(secret))
}
