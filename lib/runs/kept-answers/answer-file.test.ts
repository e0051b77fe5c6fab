import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AnswerFile } from './answer-file'

let folder: string
let place: string
const read = () => readFileSync(place, 'utf8')

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'assay-file-'))
  place = path.join(folder, 'answers', '1-a.jsonl')
})
afterEach(() => rm(folder, { recursive: true }))

test('lines are there until the last of them is taken back, for nobody else to read', () => {
  const file = new AnswerFile(place)
  const [first, second] = [file.add('one'), file.add('twö')]
  expect(read()).toBe('one\ntwö\n')
  expect(file.size).toBe(Buffer.byteLength(read()))
  expect(statSync(place).mode & 0o777).toBe(0o600)
  first()
  first()
  expect(read()).toBe('one\ntwö\n')
  second()
  expect(read()).toBe('')
  const third = file.add('three')
  expect(read()).toBe('three\n')
  third()
})

test('a file that is closed goes with the last line that is needed', () => {
  const file = new AnswerFile(place)
  const takeBack = file.add('one')
  file.close()
  expect(read()).toBe('one\n')
  takeBack()
  expect(existsSync(place)).toBe(false)
})
