import type { SourceFile } from './read-imports'

/** Groups of files that import each other in a circle (Tarjan's strongly connected components of size > 1). Type-only imports do not count. */
export function findCycles(files: SourceFile[]): string[][] {
  const byName = new Map(files.map((file) => [file.path.replace(/\.tsx?$/, ''), file]))
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const onStack = new Set<string>()
  const stack: string[] = []
  const cycles: string[][] = []

  const visit = (name: string): void => {
    index.set(name, index.size)
    low.set(name, index.get(name) ?? 0)
    stack.push(name)
    onStack.add(name)
    for (const { target, typeOnly } of byName.get(name)?.imports ?? []) {
      if (typeOnly || !byName.has(target)) continue
      if (!index.has(target)) {
        visit(target)
        low.set(name, Math.min(low.get(name) ?? 0, low.get(target) ?? 0))
      } else if (onStack.has(target)) {
        low.set(name, Math.min(low.get(name) ?? 0, index.get(target) ?? 0))
      }
    }
    if (low.get(name) !== index.get(name)) return
    const group: string[] = []
    let member: string | undefined
    do {
      member = stack.pop()
      if (member !== undefined) {
        onStack.delete(member)
        group.push(member)
      }
    } while (member !== name && member !== undefined)
    if (group.length > 1) cycles.push(group.sort())
  }

  for (const name of byName.keys()) if (!index.has(name)) visit(name)
  return cycles
}
