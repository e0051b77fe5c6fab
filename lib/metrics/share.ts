import 'server-only'
import type { Counter } from '@/lib/domain/overview'

/** part ÷ whole with its n; of nothing there is no share. */
export function share(part: number, whole: number): Counter {
  return { value: whole === 0 ? null : part / whole, n: whole }
}
