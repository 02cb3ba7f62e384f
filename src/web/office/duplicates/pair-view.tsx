import { duplicateMessages, inLanguage } from "../../../texts/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import { Form, PostButton } from "../../components/form/form.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import { Pill } from "../../components/pill/pill.tsx"
import { shownOrCode } from "../../models/catalogue-words.ts"
import { routes } from "../../routes.ts"
import type { OfficePage } from "../office-route.ts"
import { Comparison } from "./comparison-view.tsx"
import { consequencesOf } from "./consequences.ts"
import type { PairModel, Side } from "./pair-model.ts"

export interface PairOptions {
  readonly page: OfficePage
  readonly model: PairModel
  readonly vocabularies: Vocabularies
  /** Chosen to stay. */
  readonly keep?: string | undefined
}

export function pairHref({ language }: OfficePage, { pair }: PairModel): string {
  return routes.office(language, `/duplicates/${pair.one}/${pair.other}`)
}

/** What the two share, both beside each other, and the answers. */
export function Pair({ page, model, vocabularies, keep }: PairOptions) {
  return (
    <>
      <Signs page={page} model={model} />
      <Comparison page={page} model={model} vocabularies={vocabularies} />
      <div class="answers">
        {model.mayJoin ? (
          <Choice page={page} model={model} keep={keep ?? model.speaks} />
        ) : (
          <p class="small muted">{duplicateMessages[page.language].mayNot}</p>
        )}
        <KeepApart page={page} model={model} />
      </div>
    </>
  )
}

export function PairTitle({ page, side: { dataset } }: { page: OfficePage; side: Side }) {
  const title = inLanguage(dataset.title, page.language, dataset.sourceLanguage)
  return <Localised page={page} text={title ?? shownOrCode(undefined, page.language, dataset.slug)} />
}

function Signs({ page, model: { pair } }: { page: OfficePage; model: PairModel }) {
  const words = duplicateMessages[page.language]
  return (
    <p class="row signs small">
      <b>{words.sameTitle}</b>
      {pair.signs.map((sign) => (
        <Pill tone="info">{words.signs[sign] ?? sign}</Pill>
      ))}
      <time class="muted" dateTime={pair.foundAt.toISOString()}>
        {words.found(page.format.date(pair.foundAt.toISOString()))}
      </time>
    </p>
  )
}

/** Which one stays; what that means is shown before anything is done. */
function Choice({ page, model, keep }: { page: OfficePage; model: PairModel; keep: string }) {
  const words = duplicateMessages[page.language]
  const names = [words.one, words.other]
  return (
    <form method="get" action={pairHref(page, model)}>
      <fieldset class="f">
        <legend class="lbl">{words.keep}</legend>
        <p class="hint">{words.keepHint}</p>
        {model.sides.map((side, at) => (
          <label class="choice">
            <input type="radio" name="keep" value={side.dataset.id} checked={side.dataset.id === keep} />
            <span>
              <b>{names[at]}</b> <PairTitle page={page} side={side} />
              {side.dataset.id === model.speaks && <span class="hint">{words.speaks}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <button type="submit" class="btn">
        {words.next}
        <OfPair page={page} model={model} />
      </button>
    </form>
  )
}

function KeepApart({ page, model }: { page: OfficePage; model: PairModel }) {
  const words = duplicateMessages[page.language]
  return (
    <div class="apart">
      <PostButton page={page} action={pairHref(page, model)} fields={{ act: "different" }} kind="btn alt">
        {words.apart}
        <OfPair page={page} model={model} />
      </PostButton>
      <p class="hint">{words.apartHint}</p>
    </div>
  )
}

/** A page has this button once for every pair. */
function OfPair({ page, model: { sides } }: { page: OfficePage; model: PairModel }) {
  return (
    <span class="sr">
      {": "}
      <PairTitle page={page} side={sides[0]} />
    </span>
  )
}

/** Said before it is done. */
export function Confirmation({ page, model, keep }: { page: OfficePage; model: PairModel; keep: string }) {
  const words = duplicateMessages[page.language]
  const [one, other] = model.sides
  const chosen = one.dataset.id === keep ? { keep: one, other } : { keep: other, other: one }
  return (
    <Notice tone="warm" icon="triangle-alert">
      <h2 class="h2">{words.confirmTitle}</h2>
      <div class="prose rich small">
        <ul>
          {consequencesOf(chosen, page.language).map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </div>
      <Form page={page} action={pairHref(page, model)} class="below">
        <input type="hidden" name="act" value="join" />
        <input type="hidden" name="keep" value={keep} />
        <button type="submit" class="btn">
          {words.confirm}
        </button>
      </Form>
    </Notice>
  )
}
