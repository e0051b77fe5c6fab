type Cell = string | number | boolean | null | undefined

/** A spreadsheet would run a text that begins with one of these as a formula (OWASP, CSV injection). */
const FORMULA_START = /^[=+\-@\t\r\n]/

function csvCell(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const text = FORMULA_START.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Rows as CSV (RFC 4180: CRLF, quotes doubled), with a header line. A text that a spreadsheet would take for a formula begins
 * with an apostrophe; numbers stay numbers. `isContinued`: rows that follow others of the same file, without a header.
 */
export function toCsv<Row>(
  rows: readonly Row[],
  columns: Record<string, (row: Row) => Cell>,
  { isContinued = false }: { isContinued?: boolean } = {},
): string {
  const lines = [
    ...(isContinued ? [] : [Object.keys(columns).map(csvCell)]),
    ...rows.map((row) => Object.values(columns).map((read) => csvCell(read(row)))),
  ]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}
