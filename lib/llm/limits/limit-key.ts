import 'server-only'

/** Rates and breakers belong to one model of one provider. */
export interface LimitKey {
  providerId: string
  model: string
}

/** A limit key as one text, for maps and locks. */
export function limitKeyText({ providerId, model }: LimitKey): string {
  return `${providerId} ${model}`
}
