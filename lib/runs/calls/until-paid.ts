import 'server-only'

type PaidRow = { isPaid: boolean }
/** More calls of one id than can be paid at one moment. */
const MOST_AT_ONCE = 5

/** Pays by `paidCallSql`: another call of the same id that is paid at the same moment comes first once, and is seen then. */
export async function untilPaid(pay: () => Promise<PaidRow[]>): Promise<void> {
  for (let tries = 0; tries < MOST_AT_ONCE; tries++) if ((await pay())[0]?.isPaid === true) return
  throw new Error('a call could not be recorded beside others of its id')
}
