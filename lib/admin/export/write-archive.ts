import 'server-only'
import { CONTENTS_SQL, EXPORTED_TABLES, rowsSql } from './exported-tables'
import { maskRows } from './mask-rows'
import { type ReadRows, withSnapshot } from './read-rows'
import { tarEnd, tarFile } from './tar-file'

/** So much of a table is held in memory, and is one file of the archive. */
const PART_BYTES = 4 * 1024 * 1024
const ROWS_AT_ONCE = 100
/** Files are larger than rows. */
const CONTENTS_AT_ONCE = 10

const README = `Everything that Assay holds of this team, as of one moment.

<table>-<part>.jsonl   one row a line, as JSON; times are UTC, money is integer nano-USD
contents-<part>.jsonl  files by the sha256 that other rows name them by: "text", or "base64" for what is no UTF-8
counts.json            rows by table; the archive is whole when it is there

Secrets that were found in code and texts are replaced by <secret>. Keys of providers and channels, links of invitations,
passwords and sessions are not in it.
`

/** A team's archive as the pieces of a tar file, made while it is read. */
export async function* writeArchive(teamId: string, now = new Date()): AsyncGenerator<Buffer> {
  yield tarFile('README.txt', Buffer.from(README), now)
  yield* withSnapshot(teamId, async function* (readRows) {
    const counts: Record<string, number> = {}
    for (const table of Object.keys(EXPORTED_TABLES)) {
      const { isPlain = false } = EXPORTED_TABLES[table] ?? {}
      const lines = linesOf(readRows, rowsSql(table), ROWS_AT_ONCE, isPlain ? undefined : maskRows)
      counts[table] = yield* inParts(table, lines, now)
    }
    const contents = linesOf(readRows, CONTENTS_SQL, CONTENTS_AT_ONCE, (rows) =>
      maskRows(rows.map(contentLine)),
    )
    counts.contents = yield* inParts('contents', contents, now)
    yield tarFile('counts.json', Buffer.from(`${JSON.stringify(counts, null, 2)}\n`), now)
  })
  yield tarEnd()
}

async function* linesOf(
  readRows: ReadRows,
  sql: string,
  atOnce: number,
  change: (rows: string[]) => Promise<string[]> = async (rows) => rows,
): AsyncGenerator<string> {
  for await (const rows of readRows(sql, atOnce)) yield* await change(rows)
}

/** Lines as files of at most some megabytes; returns how many lines there were. An empty table has an empty file. */
async function* inParts(
  name: string,
  lines: AsyncGenerator<string>,
  now: Date,
): AsyncGenerator<Buffer, number> {
  let [count, part, bytes] = [0, 1, 0]
  let held: Buffer[] = []
  const file = () => tarFile(`${name}-${String(part).padStart(4, '0')}.jsonl`, Buffer.concat(held), now)
  for await (const line of lines) {
    const encoded = Buffer.from(`${line}\n`)
    held.push(encoded)
    count += 1
    bytes += encoded.length
    if (bytes < PART_BYTES) continue
    yield file()
    part += 1
    bytes = 0
    held = []
  }
  if (held.length > 0 || count === 0) yield file()
  return count
}

/** A file as text, where it is text. */
function contentLine(row: string): string {
  const { hash, bytes, base64 }: { hash: string; bytes: number; base64: string } = JSON.parse(row)
  const content = Buffer.from(base64, 'base64')
  const text = content.toString('utf8')
  const isText = Buffer.from(text).equals(content)
  return JSON.stringify(isText ? { hash, bytes, text } : { hash, bytes, base64: content.toString('base64') })
}
