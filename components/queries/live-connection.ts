import { setServerUnreachable } from './is-offline'
import { type LiveMessage, readLiveMessage } from './stale-keys'

/**
 * `offline`: the server cannot be reached; `no-events`: it answers, but its stream does not. Both with the time until
 * which the page was known to be fresh (epoch milliseconds). `signed-out` and `no-access` (no member of the team any
 * more) are final: nothing is asked for again until the page is loaded anew.
 */
export type LiveState =
  | { kind: 'connecting' | 'live' | Refusal }
  | { kind: 'offline' | 'no-events'; freshUntilMs: number }

type Refusal = 'signed-out' | 'no-access'

interface Listener {
  /** what was sent until now may be lost to us, so everything on screen is stale */
  onStale: () => void
  onMessage: (message: LiveMessage) => void
  onState: (state: LiveState) => void
}

const RETRY_MS = 2000
/** The server says something every 15 s: after two silent rounds the connection is dead, whatever the browser thinks. */
const SILENCE_MS = 40_000
/** A stream that has not begun by then is held back by something in between. */
const OPENING_MS = 10_000
/** Without events, what is on screen is asked for again and again. */
const POLL_MS = 10_000
const PROBE_MS = 5000
/** A tab that nobody has seen for so long gives its stream back: of a server without HTTP/2 a browser opens six, for all tabs. */
const UNSEEN_MS = 60_000

const connections = new Map<string, LiveConnection>()

/** Subscribes to a team's events. All subscribers of a page share one stream, closed with the last of them. */
export function subscribeLive(team: string, listener: Listener): () => void {
  const connection = connections.get(team) ?? new LiveConnection(team)
  connections.set(team, connection)
  connection.add(listener)
  return () => {
    if (connection.remove(listener) === 0) connections.delete(team)
  }
}

/**
 * Whether a query that appears asks again for what the page brought along: not while the stream is being opened, for as soon
 * as it is open everything is asked for anyway.
 */
export const onMount = (team: string) => () =>
  connections.get(team)?.isOpening() === false ? 'always' : true

/** One stream of one team: reopened whenever it is lost, and honest about why. */
class LiveConnection {
  private readonly listeners = new Set<Listener>()
  private state: LiveState = { kind: 'connecting' }
  private source: EventSource | null = null
  private retry: ReturnType<typeof setTimeout> | undefined
  private silence: ReturnType<typeof setTimeout> | undefined
  private unseen: ReturnType<typeof setTimeout> | undefined
  private heardMs = Date.now()
  private polledMs = 0
  private failures = 0
  /** nobody has seen the tab for long, or ever: it has no stream until it is seen */
  private isAway = document.visibilityState === 'hidden'

  constructor(private readonly team: string) {
    window.addEventListener('offline', this.lose)
    window.addEventListener('online', this.open)
    document.addEventListener('visibilitychange', this.look)
    this.open()
  }

  add(listener: Listener): void {
    this.listeners.add(listener)
    listener.onState(this.state)
    if (this.state.kind === 'live') listener.onStale()
  }

  isOpening(): boolean {
    return this.state.kind === 'connecting'
  }

  /** Returns how many are left; the last one closes the stream. */
  remove(listener: Listener): number {
    this.listeners.delete(listener)
    if (this.listeners.size === 0) {
      this.hangUp()
      window.removeEventListener('offline', this.lose)
      window.removeEventListener('online', this.open)
      document.removeEventListener('visibilitychange', this.look)
      clearTimeout(this.unseen)
      setServerUnreachable(false)
    }
    return this.listeners.size
  }

  private hangUp(): void {
    this.source?.close()
    this.source = null
    clearTimeout(this.retry)
    clearTimeout(this.silence)
  }

  private readonly open = (): void => {
    if (this.isRefused() || this.isAway) return
    this.hangUp()
    const source = new EventSource(streamUrl(this.team))
    this.source = source
    this.silence = setTimeout(this.lose, OPENING_MS)
    source.onopen = () => {
      this.hear()
      this.failures = 0
      this.setState({ kind: 'live' })
      this.tellStale()
    }
    source.onmessage = (event: MessageEvent<string>) => {
      this.hear()
      const message = readLiveMessage(event.data)
      for (const listener of this.listeners) {
        // A message we cannot read still says that something changed.
        if (message === null) listener.onStale()
        else listener.onMessage(message)
      }
    }
    source.addEventListener('heartbeat', () => this.hear())
    source.onerror = this.lose
  }

  /** What is seen again is opened again, and so asks for everything. */
  private readonly look = (): void => {
    clearTimeout(this.unseen)
    if (document.visibilityState === 'hidden') {
      this.unseen = setTimeout(this.goAway, UNSEEN_MS)
      return
    }
    this.isAway = false
    if (this.source === null) this.open()
  }

  private readonly goAway = (): void => {
    this.isAway = true
    this.hangUp()
  }

  private hear(): void {
    this.heardMs = Date.now()
    clearTimeout(this.silence)
    this.silence = setTimeout(this.lose, SILENCE_MS)
  }

  /** The stream is gone: finds out whether the server or the right to see it is, too; if not the latter, tries again. */
  private readonly lose = async (): Promise<void> => {
    if (this.isRefused() || this.isAway) return
    this.hangUp()
    this.failures += 1
    const answer = await probe(this.team)
    // Meanwhile someone else may have opened it, or left, or looked elsewhere for long.
    if (this.source !== null || this.listeners.size === 0 || this.isAway) return
    if (answer === 'signed-out' || answer === 'no-access') return this.setState({ kind: answer })
    const reachable = answer === 'there'
    const freshUntilMs = 'freshUntilMs' in this.state ? this.state.freshUntilMs : this.heardMs
    if (!reachable) this.setState({ kind: 'offline', freshUntilMs })
    // One failure of a server that answers is a hiccup: it is tried again at once, and nothing is said.
    else if (this.failures > 1) this.goOnWithoutEvents()
    clearTimeout(this.retry)
    this.retry = setTimeout(this.open, reachable && this.failures === 1 ? 0 : RETRY_MS)
  }

  private isRefused(): boolean {
    return this.state.kind === 'signed-out' || this.state.kind === 'no-access'
  }

  private goOnWithoutEvents(): void {
    const now = Date.now()
    const due = this.state.kind === 'offline' || now - this.polledMs >= POLL_MS
    if (due) {
      this.polledMs = now
      this.tellStale()
    }
    this.setState({ kind: 'no-events', freshUntilMs: this.polledMs })
  }

  private tellStale(): void {
    for (const listener of this.listeners) listener.onStale()
  }

  private setState(state: LiveState): void {
    this.state = state
    setServerUnreachable(state.kind === 'offline')
    for (const listener of this.listeners) listener.onState(state)
  }
}

const streamUrl = (team: string) => `/api/t/${encodeURIComponent(team)}/events`

/** Whether the server answers at all, and whether it would give this person the stream: an EventSource is not told. */
async function probe(team: string): Promise<'there' | 'away' | Refusal> {
  if (!navigator.onLine) return 'away'
  try {
    const signal = AbortSignal.timeout(PROBE_MS)
    const { status, headers } = await fetch(streamUrl(team), { method: 'HEAD', cache: 'no-store', signal })
    // A proxy in between, without the server behind it, has no such header.
    if (!headers.has('x-request-id')) return 'there'
    if (status === 401) return 'signed-out'
    return status === 404 ? 'no-access' : 'there'
  } catch {
    return 'away'
  }
}
