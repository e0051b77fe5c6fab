import 'server-only'
import type { AlertMessage } from './alert-message'

/** Slack's three signs of its own markup, as text. */
const asText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A message in Slack's markup, which Mattermost and others read as well. */
export function slackText({ title, text, url, team }: AlertMessage): string {
  return `*${asText(title)}* — ${asText(team.name)}\n${asText(text)}\n<${url}|Open>`
}
