import { FACET_TITLE, LIST_FILTER_TITLE } from './facet-words'
import type { UnknownValue } from './find-unknown-values'

/** What a filter of the address is called. */
export const UNKNOWN_FILTER_TITLE = {
  ...FACET_TITLE,
  ...LIST_FILTER_TITLE,
  sort: 'Order',
  since: 'Day',
  counted: 'Share',
  from: 'Beginning',
  until: 'End',
  time: 'Time',
  attempts: 'Calls',
} satisfies Record<UnknownValue['filter'], string>
