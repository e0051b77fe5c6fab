import { expect, it } from 'vitest'
import { cleanName } from './clean-name'

it.each([
  ['Jean-Luc O’Neil & Co. (Data)', 'Jean-Luc O’Neil & Co. (Data)'],
  ['Żółta Łódź 日本', 'Żółta Łódź 日本'],
  ['Ann\r\nBcc: all@else.test', 'Ann Bcc all else test'],
  ['Win at https://evil.test/x?y=1 now', 'Win at https evil test x y 1 now'],
  ['www。evil．test', 'www evil test'],
  ['\u202Egnp.exe\u200B <b>hi</b>', 'gnp exe b hi b'],
  [`${'long '.repeat(30)}name`, `${'long '.repeat(8).trim()}…`],
  [' .\n\u0000', 'Somebody'],
])('%j becomes one short line without an address', (name, clean) => {
  expect(cleanName(name, 'Somebody')).toBe(clean)
})
