import type { Page } from '@playwright/test'

/** Controls that are wholly below a bar which sticks to an edge when they have the focus (WCAG 2.4.11). */
export function coveredFocus(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const sticks = (element: Element | null): boolean => {
      for (let each = element; each !== null; each = each.parentElement) {
        if (/fixed|sticky/.test(getComputedStyle(each).position)) return true
      }
      return false
    }
    const covered: string[] = []
    const controls = document.querySelectorAll<HTMLElement>(
      'main a[href], main button:enabled, main input, main [tabindex="0"]',
    )
    for (const control of controls) {
      const { width, height } = control.getBoundingClientRect()
      if (width <= 1 || height <= 1 || !control.checkVisibility() || sticks(control)) continue
      control.focus()
      await drawn()
      const box = control.getBoundingClientRect()
      const points = [0.02, 0.5, 0.98].map(
        (part) => [box.left + box.width / 2, box.top + box.height * part] as const,
      )
      const shown = points.some(([x, y]) => {
        const at = document.elementFromPoint(x, y)
        return at === null || control.contains(at) || at.contains(control) || !sticks(at)
      })
      if (!shown) covered.push(`${control.tagName} “${(control.textContent ?? '').trim().slice(0, 40)}”`)
    }
    window.scrollTo(0, 0)
    return covered
  })
}
