import 'server-only'
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Secrets of texts seen before: a module's source comes back in every repair turn and every run. Kept by hash alone. */
const known = new LRUCache<string, string[]>({ max: 500 })

/** Quotes and brackets that some rules take along with the secret before them. */
const TRAILING = /["'`\s)\]},;]+$/

async function loadRules() {
  const [{ lintSource }, { creator }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ])
  // It keeps, and searches, an entry for every rule of every text for ever: after hours that is most of the work.
  secretLintProfiler.mark = () => {}
  const rule = { id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }
  return { lintSource, config: { rules: [rule] } }
}

let rules: ReturnType<typeof loadRules> | undefined

/** Loaded once per process; a failure is not kept, or no prompt could be checked until the next start. */
function rulesOnce(): ReturnType<typeof loadRules> {
  if (rules === undefined) {
    rules = loadRules()
    rules.catch(() => {
      rules = undefined
    })
  }
  return rules
}

/** The found text itself: some rules report a range that begins too early, but all hand the text over as data. */
function secretOf(content: string, range: readonly [number, number], data: unknown): string {
  const length = range[1] - range[0]
  const named = Object.values(data ?? {}).find(
    (value): value is string =>
      typeof value === 'string' && value.length === length && content.includes(value),
  )
  return (named ?? content.slice(...range)).replace(TRAILING, '')
}

/** Secrets in a text by secretlint's recommended rules (keys, tokens, private keys, credentials in URLs), longest first. */
export async function findSecrets(content: string): Promise<string[]> {
  const hash = createHash('sha256').update(content).digest('base64')
  const before = known.get(hash)
  if (before !== undefined) return before
  const { lintSource, config } = await rulesOnce()
  const { messages } = await lintSource({
    source: { filePath: 'prompt.py', content, ext: '.py', contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  })
  const secrets = messages
    .map(({ range, data }) => secretOf(content, range, data))
    .filter((text) => text !== '')
  const found = [...new Set(secrets)].sort((a, b) => b.length - a.length)
  known.set(hash, found)
  return found
}
