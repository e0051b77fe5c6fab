import type { PartLine } from '@/lib/domain/parts-query'

/** Where parts of a page are asked for, as a page asks (components/queries/fetch-part). */
export function partsPath(
  team: string,
  parts: readonly string[],
  shared: Record<string, string> = {},
): string {
  const query = new URLSearchParams(shared)
  for (const part of parts) query.append('part', part)
  return `/api/t/${team}/parts?${query}`
}

/** The answers in such a body by their parts. Throws when one could not be given. */
export function readParts(body: string): Map<string, unknown> {
  const lines = body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as PartLine)
  const refused = lines.find(({ status }) => status !== 200)
  if (refused !== undefined) throw new Error(`${refused.part} answered ${JSON.stringify(refused)}`)
  return new Map(lines.map(({ part, body: answer }) => [part, answer]))
}
