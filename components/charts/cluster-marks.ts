import type { ChartAnnotation } from '@/lib/domain/chart'

/** Annotations that stand too close to be told apart, as one mark. */
export interface Mark {
  /** 0 at the left edge of the drawing, 1 at its right */
  share: number
  annotations: ChartAnnotation[]
}

/** Marks from left to right, each at least `apart` (a share of the width) from the next; what lies outside is left out. */
export function clusterMarks(
  annotations: readonly ChartAnnotation[],
  shareOf: (at: string) => number | null,
  apart: number,
): Mark[] {
  const placed = annotations
    .flatMap((annotation) => {
      const share = shareOf(annotation.at)
      return share === null ? [] : [{ share, annotation }]
    })
    .toSorted((a, b) => a.share - b.share)
  const marks: Mark[] = []
  for (const { share, annotation } of placed) {
    const last = marks.at(-1)
    if (last !== undefined && share - last.share < apart) last.annotations.push(annotation)
    else marks.push({ share, annotations: [annotation] })
  }
  return marks
}
