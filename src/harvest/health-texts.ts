/** What a finding about a source means and what to do, in the reader's language. */
import { formatterFor, healthMessages, type Language } from "../texts/index.ts"
import type { HealthFinding } from "./health.ts"
import { type StopCode, stopTexts } from "./stop-texts.ts"

export function healthSentence(finding: HealthFinding, language: Language): string {
  const words = healthMessages[language]
  const { dateTime, duration } = formatterFor(language)
  switch (finding.kind) {
    case "down":
      return withReason(words.down(dateTime(finding.since), finding.failures), finding.code, language)
    case "failing":
      return withReason(words.failing(dateTime(finding.since)), finding.code, language)
    case "waiting":
      return words.waiting(dateTime(finding.since), finding.disappearing)
    case "stale":
      return words.stale(dateTime(finding.due))
    case "shrinking":
      return words.shrinking(dateTime(finding.since), finding.before, finding.now)
    case "slow":
      return words.slow(duration(finding.ms), duration(finding.usualMs))
    case "new":
    case "off":
      return words[finding.kind]
  }
}

function withReason(sentence: string, code: string, language: Language): string {
  const reason = stopTexts[code as StopCode]?.[language]
  return reason ? `${sentence} ${reason}` : sentence
}
