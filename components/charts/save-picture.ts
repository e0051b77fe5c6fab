import { saveBlob } from '@/components/runs/save-file'
import { type ChartContent, hasBefore } from './chart-content'
import { rangeLabel } from './chart-times'
import { composePicture } from './compose-picture'
import { seriesLooks } from './series-look'

/** Sharp on a good screen, too. */
const SCALE = 2

/**
 * Saves what is drawn in an element as a PNG with its title, answer and legend, and below them what it is of: `about`, its
 * team and filters, and its range. Throws when the browser cannot make the picture.
 */
export async function savePicture(
  name: string,
  holder: HTMLElement,
  { chart, about = '' }: { chart: ChartContent; about?: string },
): Promise<void> {
  const drawing = holder.querySelector('svg')
  if (drawing === null) throw new Error('There is no drawing yet.')
  const tokens = getComputedStyle(document.documentElement)
  const { svg, widthPx, heightPx } = composePicture({
    drawing: new XMLSerializer().serializeToString(drawing),
    widthPx: drawing.clientWidth,
    heightPx: drawing.clientHeight,
    title: chart.title,
    answer: chart.answer,
    footer: [about, rangeLabel(chart)].filter((part) => part !== '').join(' · '),
    withBefore: hasBefore(chart),
    looks: seriesLooks(chart.series),
    tokenValue: (token) => tokens.getPropertyValue(token).trim(),
  })
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = widthPx * SCALE
  canvas.height = heightPx * SCALE
  const brush = canvas.getContext('2d')
  if (brush === null) throw new Error('This browser draws no pictures.')
  brush.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (blob === null) throw new Error('This browser saves no pictures.')
  saveBlob(name, blob)
}
