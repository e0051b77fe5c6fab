import { expect, it } from 'vitest'
import { composePicture } from './compose-picture'
import { seriesLooks } from './series-look'

const series = (label: string) => ({ key: label, label, color: null, runs: null })
const picture = {
  drawing: '<svg><rect fill="var(--chart-1)"/></svg>',
  widthPx: 300,
  heightPx: 200,
  title: 'Cost of <script> & "others"',
  answer: '$1',
  footer: 'UTC',
  looks: seriesLooks(['a', 'b'].map(series)),
  withBefore: false,
  tokenValue: (name: string) => `#${name.slice(2)}`,
}

it('stands alone: no token is left, and names are text', () => {
  const { svg } = composePicture(picture)
  expect(svg).not.toContain('var(')
  expect(svg).toContain('<rect fill="#chart-1"/>')
  expect(svg).toContain('Cost of &lt;script&gt; &amp; &quot;others&quot;')
})

it('grows with a legend that needs more lines', () => {
  const long = seriesLooks(Array.from({ length: 8 }, (_, index) => series(`prompt version number ${index}`)))
  const { heightPx, widthPx } = composePicture({ ...picture, looks: long })
  expect(widthPx).toBe(332)
  expect(heightPx).toBeGreaterThan(composePicture(picture).heightPx + 100)
})

it('names the period before where it is drawn', () => {
  expect(composePicture({ ...picture, withBefore: true }).svg).toContain('>the period before</text>')
  expect(composePicture(picture).svg).not.toContain('before')
})
