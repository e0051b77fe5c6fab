/** One request as the server saw it. */
export interface Arrival {
  atMs: number
  tokens: number
}

export interface WindowLimits {
  windowMs: number
  requests: number
  tokens: number
}

/** As shares of the limits. */
interface Used {
  requests: number
  tokens: number
}

export interface WindowUse {
  /** mean, over all windows between the first and the last arrival, of what was used of the limit that was fuller */
  share: number
  /** most that any window held */
  most: Used
  /** windows that the mean is of */
  windows: number
}

/** Windows are looked at this often. */
const STEPS_PER_WINDOW = 100

/** What the window from `fromMs` on holds; its end does not belong to it. */
function usedFrom(arrivals: Arrival[], { windowMs, requests, tokens }: WindowLimits, fromMs: number): Used {
  const held = arrivals.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + windowMs)
  return {
    requests: held.length / requests,
    tokens: held.reduce((sum, arrival) => sum + arrival.tokens, 0) / tokens,
  }
}

/** How sliding windows over a server's log used two limits. Throws when they are shorter than a window: nothing is known then. */
export function windowUse(arrivals: Arrival[], limits: WindowLimits): WindowUse {
  const times = arrivals.map(({ atMs }) => atMs)
  const firstMs = Math.min(...times)
  const lastMs = Math.max(...times)
  const shares: number[] = []
  for (
    let fromMs = firstMs;
    fromMs + limits.windowMs <= lastMs;
    fromMs += limits.windowMs / STEPS_PER_WINDOW
  ) {
    const { requests, tokens } = usedFrom(arrivals, limits, fromMs)
    shares.push(Math.max(requests, tokens))
  }
  if (shares.length === 0) throw new Error('the calls do not fill a window')
  // A window can be fullest only where it begins with an arrival.
  const fullest = times.map((atMs) => usedFrom(arrivals, limits, atMs))
  return {
    share: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    most: {
      requests: Math.max(...fullest.map(({ requests }) => requests)),
      tokens: Math.max(...fullest.map(({ tokens }) => tokens)),
    },
    windows: shares.length,
  }
}
