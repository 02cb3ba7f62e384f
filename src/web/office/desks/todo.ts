/** What needs a person, the most urgent first. Pure: everything was read before. */
import { type HealthFinding, healthSentence, type StoredRun, type StoredSource } from "../../../harvest/index.ts"
import { deskMessages, duplicateMessages, inLanguage, type Language, type LocalisedText } from "../../../texts/index.ts"
import type { Tone } from "../../components/status/status.tsx"
import { sourceName } from "../../models/source-name.ts"
import { routes } from "../../routes.ts"

export interface Todo {
  readonly tone: Tone
  readonly title: string
  readonly detail?: string | undefined
  readonly href: string
  readonly act: string
}

export interface Needs {
  readonly troubled: readonly {
    readonly run: StoredRun
    readonly source: StoredSource
    readonly finding?: HealthFinding | undefined
  }[]
  readonly toCorrect: { readonly count: number; readonly firstId?: string }
  readonly reviews: readonly { readonly name: LocalisedText; readonly count: number }[]
  readonly requests: number
  /** Pairs of datasets that may be the same. */
  readonly duplicates: number
  readonly late: number
  readonly oldest?: { readonly title: LocalisedText; readonly lateMs: number } | undefined
  readonly broken: number
  readonly failedJobs: number
}

export function todosOf(
  needs: Needs,
  { language, duration }: { language: Language; duration: (ms: number) => string },
): Todo[] {
  const words = deskMessages[language]
  const waiting = needs.troubled.filter(({ run }) => run.status === "needs-confirmation")
  const failed = needs.troubled.filter(({ run }) => run.status === "failed")
  return [
    ...waiting.map(
      ({ run, source }): Todo => ({
        tone: "bad",
        title: words.waitsTitle(sourceName(source, language).text),
        detail: words.gone(run.planned.withdrawn),
        href: routes.office(language, `/sources/${source.id}/runs/${run.id}`),
        act: words.examine,
      }),
    ),
    ...some(needs.toCorrect.count, () => ({
      tone: "late",
      title: words.toCorrect(needs.toCorrect.count),
      href:
        needs.toCorrect.count === 1 && needs.toCorrect.firstId
          ? routes.office(language, `/datasets/${needs.toCorrect.firstId}/edit`)
          : routes.office(language, "/datasets", { state: "changes-requested" }),
      act: words.correct,
    })),
    ...reviewTodo(needs.reviews, language),
    ...some(needs.requests, () => ({
      tone: "info",
      title: words.requests(needs.requests),
      href: routes.office(language, "/team"),
      act: words.answer,
    })),
    ...some(needs.duplicates, () => ({
      tone: "info",
      title: duplicateMessages[language].todo(needs.duplicates),
      href: routes.office(language, "/duplicates"),
      act: duplicateMessages[language].todoAct,
    })),
    ...failed.map(
      ({ run, source, finding }): Todo => ({
        tone: "bad",
        title: words.failedTitle(sourceName(source, language).text),
        detail: finding && healthSentence(finding, language),
        href: routes.office(language, `/sources/${source.id}/runs/${run.id}`),
        act: words.examine,
      }),
    ),
    ...some(needs.late, () => ({
      tone: "late",
      title: words.late(needs.late),
      detail:
        needs.oldest &&
        words.oldestLate(inLanguage(needs.oldest.title, language)?.text ?? "", duration(needs.oldest.lateMs)),
      href: routes.office(language, "/datasets", { needs: "late" }),
      act: words.see,
    })),
    ...some(needs.broken, () => ({
      tone: "late",
      title: words.broken(needs.broken),
      href: routes.office(language, "/datasets", { needs: "broken-links" }),
      act: words.see,
    })),
    ...some(needs.failedJobs, () => ({
      tone: "bad",
      title: words.failedJobs(needs.failedJobs),
      href: routes.office(language, "/jobs"),
      act: words.examine,
    })),
  ]
}

const mostNamed = 3

function reviewTodo(reviews: Needs["reviews"], language: Language): Todo[] {
  const words = deskMessages[language]
  const count = reviews.reduce((sum, one) => sum + one.count, 0)
  const names = reviews.slice(0, mostNamed).map(({ name }) => inLanguage(name, language)?.text ?? "")
  const list = names.join(language === "ar" ? "، " : ", ") + (reviews.length > mostNamed ? "…" : "")
  return some(count, () => ({
    tone: "info",
    title: words.toReview(count),
    detail: words.from(list),
    href: routes.office(language, "/review"),
    act: words.review,
  }))
}

function some(count: number, todo: () => Todo): Todo[] {
  return count > 0 ? [todo()] : []
}
