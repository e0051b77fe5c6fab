import 'server-only'
import { subscribeLive } from '@/lib/db/live-events'

const HEARTBEAT_MS = 15_000

interface Listener {
  clientGone: AbortSignal
  /** Asked at every heartbeat: a member who was removed hears no more than one of them. */
  isStillAllowed: () => Promise<boolean>
  heartbeatMs?: number
}

/**
 * A server-sent event stream of what changes in one team, until the client goes away or may no longer see it. Events
 * carry no data: pages fetch again, and everything once the stream opens. The answer begins only after listening has
 * begun, so that nothing falls between the two.
 */
export async function streamLiveEvents(
  teamId: string,
  { clientGone, isStillAllowed, heartbeatMs = HEARTBEAT_MS }: Listener,
): Promise<Response> {
  const encoder = new TextEncoder()
  const stops: (() => void)[] = []
  const stop = () => {
    for (const one of stops.splice(0)) one()
  }
  let send = (_text: string) => {}
  let end = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (text) => {
        // A client that left between two events has closed the stream under us.
        if (stops.length > 0) controller.enqueue(encoder.encode(text))
      }
      end = () => {
        if (stops.length > 0) controller.close()
        stop()
      }
    },
    cancel: stop,
  })
  stops.push(
    await subscribeLive((event) => {
      if (event === 'reconnected') send('data: {"topic":"reconnected"}\n\n')
      else if (event.teamId === teamId) send(`data: ${JSON.stringify(event)}\n\n`)
    }),
  )
  const heartbeat = setInterval(async () => {
    // An event, not a comment: the page must hear it, to tell a quiet team from a dead connection.
    if (await isStillAllowed()) send('event: heartbeat\ndata:\n\n')
    else end()
  }, heartbeatMs)
  stops.push(() => clearInterval(heartbeat))
  clientGone.addEventListener('abort', stop, { once: true })
  if (clientGone.aborted) stop()
  send('retry: 1000\n\n')
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
