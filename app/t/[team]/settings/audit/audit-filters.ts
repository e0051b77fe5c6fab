import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import { z } from 'zod'
import { type AuditFilter, auditSubjects } from '@/lib/domain/audit'

const parseAsDay = createParser({
  parse: (text: string) => z.iso.date().safeParse(text).data ?? null,
  serialize: (day: string) => day,
})

/** The page's state in its URL: the same words as the route's query. */
export const auditFilterParsers = {
  about: parseAsArrayOf(parseAsStringLiteral(auditSubjects)).withDefault([]),
  who: parseAsArrayOf(parseAsString).withDefault([]),
  from: parseAsDay,
  until: parseAsDay,
  subject: parseAsString,
}
export type AuditFilterState = inferParserType<typeof auditFilterParsers>

/** The filters of a request, for the server component. */
export const loadAuditFilters = createLoader(auditFilterParsers)

/** Filters as the verb and the route take them. */
export function toAuditFilter({ from, until, subject, ...lists }: AuditFilterState): AuditFilter {
  return { ...lists, from: from ?? undefined, until: until ?? undefined, subject: subject ?? undefined }
}
