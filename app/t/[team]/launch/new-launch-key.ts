/** A random key that makes a repeated submit one launch. Works without https, where `randomUUID` is missing. */
export function newLaunchKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
