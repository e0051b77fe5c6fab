import 'server-only'
import { hashPassword as hash } from 'better-auth/crypto'

/** A password as the auth library stores it (scrypt, about 0.1 s); for seeds: sign-up does it itself. */
export function hashPassword(password: string): Promise<string> {
  return hash(password)
}
