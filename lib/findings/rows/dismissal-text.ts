import 'server-only'
import type { DismissReason } from '@/lib/domain/finding-row'
import { FORMER_MEMBER } from '@/lib/domain/team'

const AS: Record<DismissReason, string> = { wrong: 'wrong', 'wont-fix': '“won’t fix”', noise: 'noise' }

/** “Dismissed as noise by Ada on 2026-11-23.” `name` null: the person has left. */
export function dismissalText(reason: DismissReason, name: string | null, at: Date): string {
  return `Dismissed as ${AS[reason]} by ${name ?? FORMER_MEMBER} on ${at.toISOString().slice(0, 10)}.`
}
