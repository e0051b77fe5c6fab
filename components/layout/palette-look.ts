/** The palette's first line is the same while the rest of it loads. */
export const PALETTE_HINT = 'A page, a project, a module, a run…'
export const paletteLineStyle = 'flex items-center gap-2 border-line-soft border-b px-3.5'
export const paletteInputStyle = 'h-11 w-full bg-transparent outline-none'
