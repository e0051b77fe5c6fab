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
  /** share of the windows that used at least 95 % of the limit */
  full: Used
  /** windows that the mean is of */
  windows: number
}

/** Windows are looked at this often. */
const STEPS_PER_WINDOW = 100
const FULL = 0.95

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
  const used: Used[] = []
  for (
    let fromMs = firstMs;
    fromMs + limits.windowMs <= lastMs;
    fromMs += limits.windowMs / STEPS_PER_WINDOW
  ) {
    used.push(usedFrom(arrivals, limits, fromMs))
  }
  if (used.length === 0) throw new Error('the calls do not fill a window')
  // A window can be fullest only where it begins with an arrival.
  const fullest = times.map((atMs) => usedFrom(arrivals, limits, atMs))
  const mean = (of: (window: Used) => number) =>
    used.reduce((sum, window) => sum + of(window), 0) / used.length
  return {
    share: mean(({ requests, tokens }) => Math.max(requests, tokens)),
    full: {
      requests: mean(({ requests }) => (requests >= FULL ? 1 : 0)),
      tokens: mean(({ tokens }) => (tokens >= FULL ? 1 : 0)),
    },
    most: {
      requests: Math.max(...fullest.map(({ requests }) => requests)),
      tokens: Math.max(...fullest.map(({ tokens }) => tokens)),
    },
    windows: used.length,
  }
}
