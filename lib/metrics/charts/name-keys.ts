import 'server-only'
import { queryAside } from '@/lib/db/query-aside'
import { sql } from '@/lib/db/sql'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { ruleTitles } from '@/lib/findings/rows/rule-titles'

/** What a key is called, and the word for it in filters. */
export interface KeyName {
  label: string
  filter: string
}

/** Of a project that was deleted only its figures are left. */
const FORMER_PROJECT = 'Deleted project'
/** Words that begin with a capital as they are: names and ids of others. */
const AS_IS = new Set(['model', 'prompt', 'provider', 'version'])

const spelled = (key: string) => {
  const words = key.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Names for keys of a dimension: of projects and members as they are called today, of our own words as they are read. */
export async function nameKeys(
  teamId: string,
  dimension: string,
  keys: readonly string[],
): Promise<Map<string, KeyName>> {
  const wanted = [...keys]
  if (dimension === 'project') {
    const rows = await queryAside<{ id: string; slug: string; name: string }>(
      sql`SELECT id, slug, name FROM project WHERE "teamId" = ${teamId} AND id = ANY(${wanted}::text[])`,
    )
    const found = new Map(rows.map(({ id, slug, name }) => [id, { label: name, filter: slug }]))
    return new Map(keys.map((key) => [key, found.get(key) ?? { label: FORMER_PROJECT, filter: key }]))
  }
  if (dimension === 'member') {
    // People who left are named as long as they are people of this server, as on their runs.
    const rows = await queryAside<{ id: string; name: string }>(
      sql`SELECT id, name FROM "user" WHERE id = ANY(${wanted}::text[])`,
    )
    const found = new Map(rows.map(({ id, name }) => [id, name]))
    return new Map(keys.map((key) => [key, { label: found.get(key) ?? FORMER_MEMBER, filter: key }]))
  }
  if (dimension === 'rule') {
    const titles = await ruleTitles([...keys])
    return new Map(keys.map((key) => [key, { label: titles[key] ?? key, filter: key }]))
  }
  return new Map(keys.map((key) => [key, { label: AS_IS.has(dimension) ? key : spelled(key), filter: key }]))
}
