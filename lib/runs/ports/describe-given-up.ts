import 'server-only'
import type { ObservedFunction } from '@/lib/python/observe/observed-tests'

const SHOWN = 5

function whyNot({ stoppedCalls, crashes }: ObservedFunction): string | null {
  if (stoppedCalls > 0)
    return `did not end: ${stoppedCalls === 1 ? '1 call was' : `${stoppedCalls} calls were`} stopped`
  if (crashes > 0) return `ended the Python process in ${crashes === 1 ? 'one call' : `${crashes} calls`}`
  return null
}

/** What observation gave up, function by function, and why: "loop_forever did not end: 11 calls were stopped; …". */
export function describeGivenUp(functions: ObservedFunction[]): string[] {
  const tested = new Set(functions.filter(({ tests }) => tests.length > 0).map((one) => one.qualifiedName))
  const texts = functions.flatMap((one) => {
    const why = tested.has(one.qualifiedName) ? null : whyNot(one)
    return why === null ? [] : [`${one.qualifiedName} ${why}; observation made no test of it.`]
  })
  const more = texts.length - SHOWN
  return more > 0 ? [...texts.slice(0, SHOWN), `So it was with ${more} more.`] : texts
}
