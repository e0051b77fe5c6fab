import { Panel } from '@/components/ui/panel'

/** How starts are decided, in the order in which the reasons win. */
export function RoutingHelp() {
  return (
    <Panel title="How a start is decided">
      <ol className="grid list-decimal gap-1.5 py-3.5 pr-3.5 pl-8 text-dim text-sm">
        <li>A start chosen in the launch form holds for that launch.</li>
        <li>A pin on this page holds for the stage until it is reset.</li>
        <li>
          Where the tier of rules 4 and 5 failed last on the very same target within 30 days and a higher one
          passed: the higher one.
        </li>
        <li>
          What was learned: the tier with the least expected cost of a result that passes, what failures cost
          above included. A tier counts from 20 results on, must pass at least half of the time by its lower
          bound, and be a tenth cheaper at its worst than the present one at its best. A tier whose upper
          bound is below half is left.
        </li>
        <li>The size of the target.</li>
      </ol>
      <p className="border-line-soft border-t px-3.5 py-2.5 text-dim text-xs">
        Trials keep the evidence alive: one start in two goes a tier lower while that one has fewer than 20
        results (ended early by five bad ones), then one in twenty; what fails climbs as always. Nothing goes
        above the ceiling of its launch. Evidence: at most the newest 500 starts of the last 30 days in runs
        that are done, with the models that serve the tiers now: it changes when a tier gets another model,
        and as starts grow older than that. Bounds are 95 % (Wilson).
      </p>
    </Panel>
  )
}
