/** A part of an output that stands or falls by itself: a test, a finding, an opinion. */
export interface OutputPart {
  name: string
  text: string
}

/** An answer of which something was kept. */
export interface KeptAnswer {
  attemptId: string
  /** parts that it had */
  of: number
  /** names of those that were kept */
  kept: string[]
}

const keyOf = ({ name, text }: OutputPart) => JSON.stringify([name, text.trim()])

/** Notes, check by check, which answer each kept part came from: what is kept and was not before is the newest one's. */
export class AnswerParts<Output> {
  private origins = new Map<string, { attemptId: string; name: string }>()
  private readonly counts = new Map<string, number>()

  constructor(private readonly divide: ((output: Output) => OutputPart[]) | undefined) {}

  private partsOf(output: Output): OutputPart[] {
    const parts = this.divide?.(output) ?? []
    return parts.length > 0 ? parts : [{ name: '', text: JSON.stringify(output) }]
  }

  /** After a check: `kept` is what stands now, of this answer and of those before it. */
  note(attemptId: string, answer: Output, kept: Output): void {
    this.counts.set(attemptId, this.partsOf(answer).length)
    const before = this.origins
    this.origins = new Map(
      this.partsOf(kept).map((part) => {
        const key = keyOf(part)
        return [key, before.get(key) ?? { attemptId, name: part.name }]
      }),
    )
  }

  /** The answers of which something stands. */
  get kept(): KeptAnswer[] {
    return [...this.counts].flatMap(([attemptId, of]) => {
      const kept = [...this.origins.values()]
        .filter((origin) => origin.attemptId === attemptId)
        .map(({ name }) => name)
      return kept.length === 0 ? [] : [{ attemptId, of: Math.max(of, kept.length), kept }]
    })
  }
}
