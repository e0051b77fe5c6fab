import 'server-only'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Origins whose posts are accepted: the public URL, and on this machine whatever port the page itself was served from,
 * so that 127.0.0.1 and localhost both work without configuration.
 */
export function trustedOrigins(publicUrl: string, request: Request | undefined): string[] {
  const origins = [new URL(publicUrl).origin]
  const host = request?.headers.get('host')
  if (host && LOOPBACK.has(host.replace(/:\d+$/, ''))) origins.push(`http://${host}`)
  return origins
}
