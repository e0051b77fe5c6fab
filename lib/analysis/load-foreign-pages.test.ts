import { expect, it } from 'vitest'
import { isShownByDefault } from './default-rules'
import { foreignRule } from './foreign-rule'
import { loadForeignPages, pageOf } from './load-foreign-pages'
import { PYRIGHT_RULES } from './pyright/pyright-rules'
import { lintSources } from './ruff/lint-sources'
import { RUFF_RULES } from './ruff/ruff-rules'

const pages = await loadForeignPages()

it('every rule of another tool that is shown unasked has a page', async () => {
  const ids = [
    ...[...RUFF_RULES.keys()].map((code) => `ruff/${code}`),
    ...[...PYRIGHT_RULES.keys()].map((code) => `pyright/${code}`),
  ]
  const shown = ids.filter((id) => {
    const rule = foreignRule(id)
    return rule !== null && isShownByDefault({ severity: rule.severity, rawConfidence: rule.confidence })
  })
  expect(shown.length).toBeGreaterThan(100)
  const without: string[] = []
  for (const id of shown) if ((await pageOf(id)) === null) without.push(id)
  expect(without).toEqual([])
  expect((await pageOf('ruff/F632'))?.why).toBe((await pageOf('identity-comparison'))?.why)
  expect(await pageOf('ruff/E501')).toBeNull()
})

it('ruff finds what the pages say that it finds, and lets pass what they say is right', async () => {
  const shown = [...new Set(pages.values())].filter(({ bad }) => bad.length > 0)
  const codesOf = (page: object) => [...pages].flatMap(([code, one]) => (one === page ? [code] : []))
  const ruffs = shown.filter((page) => codesOf(page).every((code) => RUFF_RULES.has(code)))
  expect(ruffs.length).toBeGreaterThan(50)
  const examples = ruffs.flatMap(({ bad, good }) => [...bad, ...good])
  const { findings, notes } = await lintSources(examples.map((source) => ({ path: 'm.py', source })))
  expect(notes).toEqual([])
  const wrong = ruffs.flatMap((page, index) => {
    const codes = codesOf(page)
    const says = (position: number) => findings[position]?.some(({ code }) => codes.includes(code)) === true
    const isRight = says(2 * index) && !says(2 * index + 1)
    return isRight ? [] : [`${codes[0]}: ${says(2 * index)} ${says(2 * index + 1)}`]
  })
  expect(wrong).toEqual([])
})
