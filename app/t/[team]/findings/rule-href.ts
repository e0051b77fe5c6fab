/** Page of a rule; ids of other tools hold a slash: `ruff/B006`. */
export function ruleHref(team: string, rule: string): string {
  return `/t/${team}/findings/rules/${rule.split('/').map(encodeURIComponent).join('/')}`
}
