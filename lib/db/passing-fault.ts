import 'server-only'

/** SQLSTATE of what passes: connection lost, server ending, starting or short of something, standby, a deadlock's victim. */
const PASSING_STATE = /^(08...|53...|57P0.|25P03|25006|40001|40P01)$/
const PASSING_SOCKET = new Set([
  ...['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
])
/** The driver's own words, which come without a code. */
const PASSING_WORDS =
  /^(Connection (terminated|ended)|Client has encountered a connection error|timeout exceeded when trying to connect)/
const PASSING_KINDS = new Set([
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
  'TransactionWriteConflict',
])

/** A statement of ours failed for a reason that passes; it may have been worked off all the same. */
export class PassingDatabaseError extends Error {
  constructor(cause: Error) {
    super(`the database: ${cause.message}`, { cause })
    this.name = 'PassingDatabaseError'
  }
}

function textAt(from: object, key: string): string {
  const value: unknown = Reflect.get(from, key)
  return typeof value === 'string' ? value : ''
}

/** Of an error that the driver itself threw: nobody else's sockets are meant. */
function isPassing(error: object): boolean {
  return (
    PASSING_STATE.test(textAt(error, 'code')) ||
    PASSING_SOCKET.has(textAt(error, 'code')) ||
    PASSING_WORDS.test(textAt(error, 'message'))
  )
}

/** Runs a statement past the client, and names what passes: a bare socket error could be anybody's. */
export async function namingPassingFaults<T>(statement: () => Promise<T>): Promise<T> {
  try {
    return await statement()
  } catch (error) {
    throw error instanceof Error && isPassing(error) ? new PassingDatabaseError(error) : error
  }
}

/** True for a fault of the database that passes, so that the same may be tried again; whether it was done is not known. */
export function isPassingFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof PassingDatabaseError || PASSING_WORDS.test(error.message)) return true
  const meta: unknown = Reflect.get(error, 'meta')
  const driverError: unknown =
    typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'driverAdapterError') : error
  if (!(driverError instanceof Error) || driverError.name !== 'DriverAdapterError') return false
  const { cause } = driverError
  if (typeof cause !== 'object' || cause === null) return false
  return PASSING_KINDS.has(textAt(cause, 'kind')) || PASSING_STATE.test(textAt(cause, 'originalCode'))
}
