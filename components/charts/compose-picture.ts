import type { SeriesLook } from './series-look'

interface Picture {
  /** the drawing as SVG text, its root element included */
  drawing: string
  widthPx: number
  heightPx: number
  title: string
  answer: string
  /** one quiet line at the bottom: whose, when */
  footer: string
  looks: readonly SeriesLook[]
  /** the period before is drawn, dashed */
  withBefore: boolean
  /** what a token of globals.css is now: `--ink` → `#1c1b19` */
  tokenValue: (name: string) => string
}

const PAD = 16
const HEAD_PX = 48
const LINE_PX = 18
/** Of one character at 12 px, generously: what cannot be measured here must not overlap. */
const CHARACTER_PX = 7
/** In the legend, what stands for the period before. */
const BEFORE: SeriesLook = {
  ...{ key: '', label: 'the period before', color: 'var(--dim)', pattern: 'plain', dash: '3 3' },
}
const FONT = 'Geist, Inter, system-ui, sans-serif'

/** A chart as one SVG that stands alone: title, answer, drawing, legend and footer, with the colours of now. */
export function composePicture(picture: Picture): { svg: string; widthPx: number; heightPx: number } {
  const { drawing, widthPx, heightPx, title, answer, footer, looks, withBefore, tokenValue } = picture
  const rows = legendRows(withBefore ? [...looks, BEFORE] : looks, widthPx)
  const top = PAD + HEAD_PX
  const legendTop = top + heightPx + LINE_PX
  const whole = { widthPx: widthPx + 2 * PAD, heightPx: legendTop + (rows.length + 1) * LINE_PX + PAD }
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.widthPx}" height="${whole.heightPx}" font-family="${FONT}">`,
    '<rect width="100%" height="100%" fill="var(--panel)"/>',
    text(PAD, PAD + 14, title, 'font-size="15" font-weight="600" fill="var(--ink)"'),
    text(PAD, PAD + 34, answer, 'font-size="12" fill="var(--dim)"'),
    `<g transform="translate(${PAD} ${top})">${drawing}</g>`,
    ...rows.flatMap((row, line) =>
      row.flatMap(({ look, x }) => {
        const y = legendTop + line * LINE_PX
        return [
          `<path d="M${PAD + x} ${y - 4}h16" stroke="${look.color}" stroke-width="${look === BEFORE ? 1.5 : 4}" stroke-dasharray="${look.dash ?? 'none'}"/>`,
          text(PAD + x + 22, y, look.label, 'font-size="12" fill="var(--dim)"'),
        ]
      }),
    ),
    text(PAD, legendTop + rows.length * LINE_PX, footer, 'font-size="11" fill="var(--faint)"'),
    '</svg>',
  ]
  const svg = parts.join('').replaceAll(/var\((--[\w-]+)\)/g, (_all, name: string) => tokenValue(name))
  return { svg, ...whole }
}

function legendRows(looks: readonly SeriesLook[], widthPx: number): { look: SeriesLook; x: number }[][] {
  const rows: { look: SeriesLook; x: number }[][] = [[]]
  let x = 0
  for (const look of looks) {
    const needs = 22 + look.label.length * CHARACTER_PX + 14
    if (x > 0 && x + needs > widthPx) {
      rows.push([])
      x = 0
    }
    rows.at(-1)?.push({ look, x })
    x += needs
  }
  return rows
}

const text = (x: number, y: number, content: string, look: string) =>
  `<text x="${x}" y="${y}" ${look}>${escapeXml(content)}</text>`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeXml = (content: string) => content.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
