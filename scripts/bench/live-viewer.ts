import http from 'node:http'

/** Long enough to gather a burst: what a page waits (components/queries/use-live). */
const PAUSE_MS = 80
/** What a browser opens to one server. */
const MOST_CONNECTIONS = 6

interface Viewer {
  close: () => void
  /** how often it has asked */
  rounds: () => number
}

/**
 * An open dashboard without a browser: listens to the team's events and asks for its parts after each, as a page would,
 * a burst at once and never two rounds at a time.
 */
export async function openViewer(
  baseUrl: string,
  { cookie, events, path }: { cookie: string; events: string; path: string },
): Promise<Viewer> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS })
  let isStale = false
  let isBusy = false
  let rounds = 0
  const refresh = async () => {
    isBusy = true
    while (isStale) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      isStale = false
      await drain(`${baseUrl}${path}`, { agent, headers: { cookie } })
      rounds += 1
    }
    isBusy = false
  }
  const stream = http.get(`${baseUrl}${events}`, { headers: { cookie } })
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject)
    stream.on('response', (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`${events} answered ${answer.statusCode}`))
      answer.setEncoding('utf8')
      answer.on('error', () => undefined)
      answer.on('data', (text: string) => {
        if (!text.includes('data: {')) return
        isStale = true
        if (!isBusy) void refresh()
      })
      resolve()
    })
  })
  return {
    rounds: () => rounds,
    close: () => {
      stream.destroy()
      agent.destroy()
    },
  }
}

function drain(url: string, options: http.RequestOptions): Promise<void> {
  return new Promise((resolve) => {
    http
      .get(url, options, (answer) => {
        answer.on('end', resolve).on('error', () => resolve())
        answer.resume()
      })
      .on('error', () => resolve())
  })
}
