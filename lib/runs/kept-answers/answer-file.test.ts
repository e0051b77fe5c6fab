import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AnswerFile } from './answer-file'

/** A disk that takes so many bytes at once, and of which only the first ones of a line fit while it is full. */
const disk = vi.hoisted(() => ({ mostBytes: 1024, isFull: false }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const writeSync = (file: number, bytes: Buffer, from: number) => {
    if (disk.isFull && from > 0) throw new Error('ENOSPC')
    return fs.writeSync(file, bytes, from, Math.min(disk.mostBytes, bytes.length - from))
  }
  return { ...fs, writeSync }
})

let folder: string
let place: string
const read = () => readFileSync(place, 'utf8')

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'assay-file-'))
  place = path.join(folder, 'answers', '1-a.jsonl')
})
afterEach(() => {
  Object.assign(disk, { mostBytes: 1024, isFull: false })
  return rm(folder, { recursive: true })
})

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

test('a line that is written bit by bit is whole, and of one for which there is no room nothing stays', () => {
  const file = new AnswerFile(place)
  disk.mostBytes = 3
  file.add('one and the same')
  expect(read()).toBe('one and the same\n')
  disk.isFull = true
  expect(() => file.add('no room')).toThrow('ENOSPC')
  disk.isFull = false
  file.add('two')
  expect(read()).toBe('one and the same\ntwo\n')
  expect(file.size).toBe(Buffer.byteLength(read()))
})

test('it is known when somebody has removed the file', () => {
  const file = new AnswerFile(place)
  expect(file.isThere).toBe(true)
  rmSync(place)
  expect(file.isThere).toBe(false)
})
