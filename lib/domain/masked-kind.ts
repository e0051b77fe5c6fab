import { z } from 'zod'

/** What is replaced by a placeholder before a prompt leaves. */
export const MaskedKind = z.enum(['secret', 'e-mail', 'phone', 'iban', 'card', 'national-id', 'ip-address'])
export type MaskedKind = z.infer<typeof MaskedKind>

/** How many different values of each kind were replaced; a missing kind: none. */
export const MaskedKinds = z.partialRecord(MaskedKind, z.number().int().positive())
export type MaskedKinds = z.infer<typeof MaskedKinds>
