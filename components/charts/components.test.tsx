import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { exampleChart } from '@/lib/testing/example-chart'
import { ChartFigure } from './chart-figure'
import { ChartMarks, MarkList } from './chart-marks'
import { ChartTable } from './chart-table'
import { ChartTooltip } from './chart-tooltip'
import { placeText } from './place-text'
import { seriesLooks } from './series-look'

const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

it('the table has the newest first, n beside every figure, no data as such, and leads to the runs', () => {
  const html = renderToStaticMarkup(
    <ChartTable
      chart={exampleChart()}
      hrefOf={({ index, series }) => (series === 'cheap' ? `/runs/${index}` : null)}
    />,
  )
  expect(textOf(html)).toBe(
    'Day (UTC) cheap capable Sun 22 Nov 2026 $0.0030 n 4 no data Sat 21 Nov 2026 no data no data Fri 20 Nov 2026 $0.0010 n 4 $0.0020 n 2',
  )
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['/runs/2', '/runs/0'])
})

it('a point tells each series, its n, the sum of a stack and the period before', () => {
  const chart = exampleChart()
  const compared = exampleChart({ previous: { points: chart.points.toReversed(), total: chart.total } })
  const text = textOf(
    renderToStaticMarkup(
      <ChartTooltip
        chart={compared}
        looks={seriesLooks(compared.series)}
        place={{ index: 0, series: 'cheap' }}
        leadsOn
      />,
    ),
  )
  expect(text).toContain(
    'Fri 20 Nov 2026 UTC now before cheap $0.0010 n 4 $0.0030 capable $0.0020 n 2 no data',
  )
  expect(text).toContain('together $0.0030 $0.0030')
  expect(text).toContain('n counts calls. Click or Enter: the runs behind it.')
})

it('screen readers are told the figure and its n', () => {
  const chart = exampleChart()
  expect(placeText(chart, { index: 2, series: 'cheap' })).toBe('Sun 22 Nov 2026: cheap, $0.0030, n = 4 calls')
  expect(placeText(chart, { index: 1, series: null })).toBe('Sat 21 Nov 2026: no data')
})

it('no data is said, and what to do; zeros are drawn', () => {
  const none = exampleChart({ points: [{ at: '2026-11-20T00:00:00Z', values: { cheap: null }, n: {} }] })
  const zeros = exampleChart({
    points: [{ at: '2026-11-20T00:00:00Z', values: { cheap: 0 }, n: { cheap: 3 } }],
  })
  const draw = (chart: typeof none) =>
    textOf(renderToStaticMarkup(<ChartFigure chart={chart} annotations={[]} asTable={false} />))
  // There were calls, and none of them was what the chart counts: that was measured.
  expect(draw(none)).toBe('None Nothing was spent.')
  const unmeasured = { ...none, hasLooked: false, answer: 'None in 3 days, n = 4 calls' }
  expect(draw(unmeasured)).toBe('No data Nothing was spent.')
  expect(draw(zeros)).not.toContain('No data')
})

it('what happened is told by the clocks of the chart; several things at once are a list of links', () => {
  const annotation = (id: string, at: string, href: string | null) => ({
    ...{ id, at, href, text: `Thing ${id}`, kind: 'alert' as const },
  })
  const chart = exampleChart({ timeZone: 'Asia/Tokyo' })
  const annotations = [
    annotation('a', '2026-11-20T21:00:00Z', '/t/x/alerts/a'),
    annotation('b', '2026-11-20T21:10:00Z', null),
    annotation('c', '2026-11-22T12:00:00Z', '/t/x/alerts/c'),
  ]
  const marks = renderToStaticMarkup(<ChartMarks chart={chart} annotations={annotations} widthPx={600} />)
  expect(
    [...marks.matchAll(/<(a|button)[^>]*aria-label="([^"]*)"/g)].map(([, tag, text]) => [tag, text]),
  ).toEqual([
    ['button', 'Thing a, 21 Nov, 06:00; Thing b, 21 Nov, 06:10'],
    ['a', 'Thing c, 22 Nov, 21:00'],
  ])
  const told = annotations.slice(0, 2).map(({ id, text, href }) => ({ id, text, href }))
  const list = renderToStaticMarkup(<MarkList told={told} timeZone="Asia/Tokyo" />)
  expect([...list.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['/t/x/alerts/a'])
  expect(textOf(list)).toBe('Thing a Thing b Times in Asia/Tokyo.')
})

it('the legend says where there is nothing to compare with', () => {
  const chart = exampleChart()
  const legend = (points: typeof chart.points | null) => {
    const previous = points === null ? null : { points, total: chart.total }
    const html = renderToStaticMarkup(
      <ChartFigure chart={exampleChart({ previous })} annotations={[]} asTable={false} />,
    )
    return textOf(html.slice(html.indexOf('<ul')))
  }
  expect(legend(chart.points)).toContain('the period before')
  expect(legend([{ at: '2026-11-10T00:00:00Z', values: { cheap: null }, n: {} }])).toContain(
    'no data in the period before',
  )
  expect(legend(null)).not.toContain('before')
})
