import type { FindingKind } from '@/lib/domain/model-kinds'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import type { Candidate, Dropped, ReviewFile, Unit } from '../findings/candidate'
import { type ModelUse, promptHashOf } from '../findings/model-use'
import { showUnit } from '../findings/plan-units'
import { generateStage } from '../generate-stage'
import { locateTriage, partName, triage } from './triage'

/** Characters of code of one question: a few functions, each of which still gets looked at. */
const MOST_CHARACTERS = 8_000

/** The units of one file in groups that are read together, in order. */
function groupUnits(units: Unit[], file: ReviewFile): Unit[][] {
  const groups: Unit[][] = []
  let used = 0
  for (const unit of units) {
    const { length } = showUnit(unit, file)
    const group = groups.at(-1)
    if (group === undefined || used + length > MOST_CHARACTERS) {
      groups.push([unit])
      used = length
    } else {
      group.push(unit)
      used += length
    }
  }
  return groups
}

/** The first reading of all units, file by file, until models fall away: what it points at, located. */
export async function triageUnits(
  ports: WorkflowPorts,
  { input, use }: { input: RunInput; use: ModelUse },
  given: { files: ReviewFile[]; units: Unit[]; kinds: FindingKind[] },
): Promise<{ flags: Candidate[]; dropped: Dropped[] }> {
  const { runId, tryNumber, options } = input
  const flags: Candidate[] = []
  const dropped: Dropped[] = []
  for (const file of given.files) {
    const own = given.units.filter(({ path }) => path === file.path)
    for (const units of groupUnits(own, file)) {
      if (!use.mayAsk) return { flags, dropped }
      const part = partName(units)
      const asked = { runId, tryNumber, options, part, run: input, file, units, kinds: given.kinds }
      const result = await generateStage(ports, triage, asked)
      use.count(result)
      if (result.output === null || result.output.flags.length === 0) continue
      const { output } = result
      const found = await ports.step(`${runId}.${tryNumber}.flags.${part}`, () =>
        locateTriage(ports, asked, output),
      )
      const promptHash = promptHashOf(result)
      flags.push(...found.located.map((detection) => ({ detection, kind: 'flag' as const, promptHash })))
      dropped.push(...found.dropped)
    }
  }
  return { flags, dropped }
}
