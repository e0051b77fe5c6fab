/** Space around the plot, in pixels: fixed, so that what lies over the drawing knows where the plot is. */
export const PLOT_INSET = { top: 26, right: 16, bottom: 24, left: 54 } as const

/** Height of a drawing and of the legend below it, in every state of a chart: nothing moves when data arrives. */
export const DRAWING_PX = 224
export const LEGEND_PX = 54

/** Below this width what hovering shows has no room beside the pointer. */
export const NARROW_PX = 520
