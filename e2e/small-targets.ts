import type { Page } from '@playwright/test'

/**
 * Controls in sight that a finger can miss: less than 24 by 24 px can be hit of them (WCAG 2.5.8), measured by what lies
 * under the points around their middle, so that a larger invisible ground and a label count. Links within a sentence are
 * exempt, as in the standard; so is what takes no pointer at all, as the twin input of a library's own checkbox.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const MIN_PX = 24
    // A hit half a pixel inside the edge counts: boxes lie on fractions of pixels.
    const REACH_PX = MIN_PX / 2 - 0.5
    const CONTROLS =
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=tab], [role=checkbox], [role=switch], [role=radio], [role=treeitem], [role=combobox]'

    const isInSentence = (control: Element) => {
      if (control.tagName !== 'A' || getComputedStyle(control).display !== 'inline') return false
      const around = [...(control.parentElement?.childNodes ?? [])]
      return around.some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
    }
    const isHit = (control: Element, x: number, y: number) => {
      const at = document.elementFromPoint(x, y)
      if (at === null) return false
      const label = at.closest('label')
      return control.contains(at) || label?.control === control || (label?.contains(control) ?? false)
    }
    const canBeHit = (control: HTMLElement) => {
      control.scrollIntoView({ block: 'center', inline: 'center' })
      const { left, top, width, height } = control.getBoundingClientRect()
      const [x, y] = [left + width / 2, top + height / 2]
      const wide = width >= MIN_PX || (isHit(control, x - REACH_PX, y) && isHit(control, x + REACH_PX, y))
      const high = height >= MIN_PX || (isHit(control, x, y - REACH_PX) && isHit(control, x, y + REACH_PX))
      return wide && high
    }

    const found = [...document.querySelectorAll<HTMLElement>(CONTROLS)].filter((control) => {
      const { width, height } = control.getBoundingClientRect()
      // What only screen readers see is cut away; what is not drawn has no size.
      const { clipPath, pointerEvents } = getComputedStyle(control)
      const cut = clipPath.startsWith('inset(50%') || pointerEvents === 'none'
      const seen = width > 1 && height > 1 && !cut && control.checkVisibility({ visibilityProperty: true })
      return seen && !control.matches(':disabled') && !isInSentence(control) && !canBeHit(control)
    })
    window.scrollTo(0, 0)
    return found.map((control) => {
      const { width, height } = control.getBoundingClientRect()
      const name = control.getAttribute('aria-label') ?? control.textContent?.trim() ?? ''
      return `${control.tagName} “${name.slice(0, 40)}” ${Math.round(width)}×${Math.round(height)}`
    })
  })
}
