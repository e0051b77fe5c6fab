import type { LoggedRequest, Script } from './stand-in/types'

const url = `http://127.0.0.1:${process.env.ASSAY_STAND_IN_PORT}`

/** Address of the stand-in model server of the journeys, as a provider's base URL. */
export const standInUrl = url

/** Tells the stand-in what to answer from now on; earlier rules are forgotten. */
export async function scriptStandIn(script: Partial<Script>): Promise<void> {
  const response = await fetch(`${url}/__script`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(script),
  })
  if (!response.ok)
    throw new Error(`the stand-in refused the script: ${response.status} ${await response.text()}`)
}

/** The calls to /v1/messages the stand-in got whose prompt holds the text. */
export async function callsWith(text: string): Promise<LoggedRequest[]> {
  const log: LoggedRequest[] = await (await fetch(`${url}/__log`)).json()
  return log.filter(({ messages }) => messages.some((message) => message.text.includes(text)))
}
