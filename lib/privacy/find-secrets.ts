import 'server-only'
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Secrets of texts seen before: a module's source comes back in every repair turn and every run. Kept by hash alone. */
const known = new LRUCache<string, string[]>({ max: 500 })

/** Quotes and brackets that some rules take along with the secret before them. */
const TRAILING = /["'`\s)\]},;]+$/

const AWS = '@secretlint/secretlint-rule-aws'
/** Lets a comment in the text switch the rules off: what leaves for a model is not for the text to decide. */
const FILTER_COMMENTS = '@secretlint/secretlint-rule-filter-comments'

async function loadRules() {
  const [{ lintSource }, preset, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ])
  // It keeps, and searches, an entry for every rule of every text for ever: after hours that is most of the work.
  secretLintProfiler.mark = () => {}
  const rules = preset.rules
    .filter(({ meta }) => meta.id !== FILTER_COMMENTS)
    // Off by default: ids of keys and accounts.
    .map((rule) => ({
      id: rule.meta.id,
      rule,
      options: rule.meta.id === AWS ? { enableIDScanRule: true } : {},
    }))
  return { lintSource, config: { rules } }
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
  const text = named ?? content.slice(...range)
  // The rule of account ids takes the name along.
  return (/account.*?(\d{4}-?\d{4}-?\d{4})/is.exec(text)?.[1] ?? text).replace(TRAILING, '')
}

/** Secrets in a text by secretlint's rules (keys and their ids, tokens, private keys, credentials in URLs), longest first. */
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
