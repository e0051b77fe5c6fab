/** A model that is left alone because its provider fails to serve it, for pages. */
export interface BreakerRow {
  providerId: string
  providerName: string
  model: string
  /** `half-open`: one call is trying it right now */
  state: 'open' | 'half-open'
  /** in a row */
  failures: number
  /** what the provider said last; null: of a provider that other teams use too, or nothing */
  lastText: string | null
  /** since when it is left alone; ISO 8601 */
  openedAt: string
  /** from here on one call may try it; ISO 8601; null: the next one may */
  probeAt: string | null
}
