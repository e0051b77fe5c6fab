import { crc32 } from 'node:zlib'
import { type Dialect, errorOf } from './dialect'

const ROUTE = /^\/model\/([^/]+)\/(invoke|invoke-with-response-stream)$/

const EXCEPTIONS: Record<string, string> = {
  overloaded_error: 'serviceUnavailableException',
  rate_limit_error: 'throttlingException',
  timeout_error: 'modelTimeoutException',
  invalid_request_error: 'validationException',
}
const ERROR_TYPES: Record<number, string> = {
  400: 'ValidationException',
  401: 'UnrecognizedClientException',
  403: 'AccessDeniedException',
  404: 'ResourceNotFoundException',
  408: 'ModelTimeoutException',
  413: 'ValidationException',
  429: 'ThrottlingException',
  503: 'ServiceUnavailableException',
}
/** Its numbers for kinds that the API numbers differently. */
const STATUS: Record<number, number> = { 401: 403, 529: 503 }

function header(name: string, value: string): Buffer {
  const [nameBytes, valueBytes] = [Buffer.from(name), Buffer.from(value)]
  const length = Buffer.alloc(2)
  length.writeUInt16BE(valueBytes.length)
  return Buffer.concat([Buffer.from([nameBytes.length]), nameBytes, Buffer.from([7]), length, valueBytes])
}

/** One message of AWS' event stream encoding: lengths and their checksum, headers, payload, checksum of it all. */
function message(headers: Record<string, string>, payload: unknown): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)))
  const body = Buffer.from(JSON.stringify(payload))
  const prelude = Buffer.alloc(12)
  prelude.writeUInt32BE(16 + head.length + body.length, 0)
  prelude.writeUInt32BE(head.length, 4)
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8)
  const checked = Buffer.concat([prelude, head, body])
  const end = Buffer.alloc(4)
  end.writeUInt32BE(crc32(checked))
  return Buffer.concat([checked, end])
}

/** Amazon's: binary frames that hold the API's events, exceptions by names of its own. */
export const BEDROCK: Dialect = {
  streamType: 'application/vnd.amazon.eventstream',
  frame: (_name, data) =>
    message(
      { ':event-type': 'chunk', ':content-type': 'application/json', ':message-type': 'event' },
      { bytes: Buffer.from(data).toString('base64') },
    ),
  errorFrame: (body) => {
    const { type, message: text } = errorOf(body)
    const name = EXCEPTIONS[type] ?? 'internalServerException'
    const headers = { ':exception-type': name, ':message-type': 'exception' }
    return message({ ...headers, ':content-type': 'application/json' }, { message: text })
  },
  wrapError: (status, body) => ({
    status: STATUS[status] ?? status,
    body: { message: errorOf(body).message },
    headers: { 'x-amzn-errortype': ERROR_TYPES[status] ?? 'InternalServerException' },
  }),
}

export function readBedrockRoute(path: string): { model: string; stream: boolean } | null {
  const [, model, act] = ROUTE.exec(path) ?? []
  if (model === undefined) return null
  return { model: decodeURIComponent(model), stream: act === 'invoke-with-response-stream' }
}
