import { expect, it } from 'vitest'
import { unlinkUrls } from './unlink-urls'

it('breaks addresses that Markdown would link, and nothing else', () => {
  expect(unlinkUrls('see https://evil.example and WWW.evil.example')).toBe(
    'see https:\u200b//evil.example and WWW\u200b.evil.example',
  )
  expect(unlinkUrls('a // b: c, d[1:2], awww.')).toBe('a // b: c, d[1:2], awww.')
})
