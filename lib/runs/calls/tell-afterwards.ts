import 'server-only'

const underWay = new Set<Promise<void>>()

/** Notes what is told of a call behind the back of its run: nobody waits for it but a process that ends. It never rejects. */
export function tellAfterwards(told: Promise<void>): Promise<void> {
  const noted: Promise<void> = told.finally(() => underWay.delete(noted))
  underWay.add(noted)
  return noted
}

/** Resolves once all that was to be told of calls so far is told: for a process that ends. */
export async function allTold(): Promise<void> {
  await Promise.all(underWay)
}
