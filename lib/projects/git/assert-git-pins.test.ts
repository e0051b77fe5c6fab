import { expect, test } from 'vitest'
import { expectRefused } from '@/lib/testing/expect-refused'
import { assertGitPins, canPin } from './assert-git-pins'
import type { RunGit } from './run-git'

test.each([
  ['git version 2.36.9', false],
  ['git version 1.99.0', false],
  ['git version 2.37.0', true],
  ['git version 2.39.5 (Apple Git-154)', true],
  ['git version 3.0.0-rc1', true],
  ['something else', false],
])('%s can pin: %s', (text, pins) => expect(canPin(text)).toBe(pins))

function gitOf(version: string) {
  const asked: string[][] = []
  const run: RunGit = async ({ args }) => {
    asked.push(args)
    const stdout = Buffer.from(`${version}\n`)
    return { exitCode: 0, timedOut: false, overflowed: false, stdout, stderr: '' }
  }
  return { asked, run }
}

test('an older git is refused with what to do; a newer one is asked once', async () => {
  const old = gitOf('git version 2.34.1')
  const refused = await expectRefused(assertGitPins('/tmp', old.run), 'unavailable')
  expect(refused.fields.url).toContain('needs git 2.37 or newer')
  const newer = gitOf('git version 2.39.5')
  await assertGitPins('/tmp', newer.run)
  await assertGitPins('/tmp', newer.run)
  expect(newer.asked).toEqual([['--version']])
})
