import { LiveMessage } from './stale-keys'

export type LiveState = 'connecting' | 'open' | 'reconnecting'

interface Listener {
  /** the stream is open: what was sent before is lost to us, so everything on screen is stale */
  onOpen: () => void
  onMessage: (message: LiveMessage) => void
  onState: (state: LiveState) => void
}

interface Connection {
  source: EventSource | null
  state: LiveState
  listeners: Set<Listener>
  retry: ReturnType<typeof setTimeout> | null
}

const RETRY_MS = 2000
const connections = new Map<string, Connection>()

/** Subscribes to a team's events. All subscribers of a page share one stream, closed with the last of them. */
export function subscribeLive(team: string, listener: Listener): () => void {
  const connection = connections.get(team) ?? start(team)
  connection.listeners.add(listener)
  listener.onState(connection.state)
  if (connection.state === 'open') listener.onOpen()
  return () => {
    connection.listeners.delete(listener)
    if (connection.listeners.size === 0) stop(team, connection)
  }
}

function start(team: string): Connection {
  const connection: Connection = { source: null, state: 'connecting', listeners: new Set(), retry: null }
  connections.set(team, connection)
  open(team, connection)
  return connection
}

function stop(team: string, connection: Connection): void {
  connection.source?.close()
  if (connection.retry !== null) clearTimeout(connection.retry)
  if (connections.get(team) === connection) connections.delete(team)
}

function open(team: string, connection: Connection): void {
  const source = new EventSource(`/api/t/${encodeURIComponent(team)}/events`)
  connection.source = source
  source.onopen = () => {
    setState(connection, 'open')
    for (const listener of connection.listeners) listener.onOpen()
  }
  source.onmessage = (event: MessageEvent<string>) => {
    const message = LiveMessage.safeParse(readJson(event.data))
    for (const listener of connection.listeners) {
      // A message we cannot read still says that something changed.
      if (message.success) listener.onMessage(message.data)
      else listener.onOpen()
    }
  }
  source.onerror = () => {
    setState(connection, 'reconnecting')
    if (source.readyState !== EventSource.CLOSED || connection.retry !== null) return
    // After an answer that is not a stream (a restart, a proxy's error page) browsers give up; we do not.
    connection.retry = setTimeout(() => {
      connection.retry = null
      open(team, connection)
    }, RETRY_MS)
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function setState(connection: Connection, state: LiveState): void {
  connection.state = state
  for (const listener of connection.listeners) listener.onState(state)
}
