let unreachable = false

/** Told by the live connection: whether the server answers at all. */
export function setServerUnreachable(next: boolean): void {
  unreachable = next
}

/** Whether what is sent now cannot arrive: the browser has no network, or the server did not answer a moment ago. */
export function isOffline(): boolean {
  return unreachable || (typeof navigator !== 'undefined' && navigator.onLine === false)
}
