/** The palette listens for this; buttons anywhere in the shell dispatch it. */
export const OPEN_PALETTE = 'assay:open-palette'

/** Opens the command palette of the page. */
export function openPalette(): void {
  window.dispatchEvent(new Event(OPEN_PALETTE))
}
