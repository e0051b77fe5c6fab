import type { IncomingMessage } from 'node:http'
import { BEDROCK, readBedrockRoute } from './bedrock'
import type { Dialect } from './dialect'
import { readVertexRoute, VERTEX } from './vertex'

/** A request in the form of a cloud: the model stands in its address; null: it is the API's own. */
export function readCloudRoute(
  request: IncomingMessage,
): { model: string; stream: boolean; dialect: Dialect } | null {
  const path = request.url?.split('?')[0] ?? ''
  const bedrock = readBedrockRoute(path)
  if (bedrock !== null) return { ...bedrock, dialect: BEDROCK }
  const vertex = readVertexRoute(path)
  return vertex === null ? null : { ...vertex, dialect: VERTEX }
}
