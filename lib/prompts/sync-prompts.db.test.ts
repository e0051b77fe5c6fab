import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import { syncPrompts } from './sync-prompts'

it('adds each version once, and refuses a version whose text has changed', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'assay-prompts-'))
  await mkdir(path.join(folder, 'test-generation'))
  const text = await readFile('prompts/test-generation/generate.v1.md', 'utf8')
  const first = path.join(folder, 'test-generation/generate.v1.md')
  await writeFile(first, text)

  expect(await syncPrompts(db(), folder)).toEqual({ added: ['test-generation/generate.v1'] })
  expect(await syncPrompts(db(), folder)).toEqual({ added: [] })

  await writeFile(first, `${text}\nOne more rule.\n`)
  await expect(syncPrompts(db(), folder)).rejects.toThrow('prompts/test-generation/generate.v1.md')

  await writeFile(first, text)
  await writeFile(path.join(folder, 'test-generation/generate.v2.md'), `${text}\nOne more rule.\n`)
  expect(await syncPrompts(db(), folder)).toEqual({ added: ['test-generation/generate.v2'] })
  expect(await db().promptVersion.count()).toBe(2)
})
