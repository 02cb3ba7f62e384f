import { datasetFormMessages } from "../../../../texts/index.ts"
import { Pill } from "../../../components/pill/pill.tsx"
import { type Said, type Saying, valueInWords } from "../change-lines.ts"
import type { FormModel } from "./form-model.ts"

/** What the source says of a field, and whether it was corrected here; a press gives the field back to the source. */
export function SourceMark({ model, field }: { model: FormModel; field: string }) {
  const { source, page } = model
  if (!source) return null
  const words = datasetFormMessages[page.language]
  const corrected = [...source.corrected].some((path) => path === field || path.startsWith(`${field}.`))
  const said = inWords(model, field)
  if (said === "" && !corrected) return null
  return (
    <div class="small muted source">
      {corrected && <Pill tone="info">{words.correctedHere}</Pill>}{" "}
      <span>
        {words.fromSource(source.name)} <bdi dir="auto">{said || words.sourceSaysNothing}</bdi>
      </span>{" "}
      {corrected && (
        <button type="submit" class="btn sm alt" name="act" value={`give-back:${field}`}>
          {words.giveBack}
        </button>
      )}
    </div>
  )
}

const longest = 280

function inWords({ source, page, vocabularies }: FormModel, field: string): string {
  const value = (source?.document.facts as Readonly<Record<string, unknown>> | undefined)?.[field]
  const saying: Saying = { language: page.language, vocabularies, organizations: new Map(), files: new Map() }
  const values = isPerLanguage(field, value) ? Object.values(value) : [value]
  const text = values.map((one) => joined(valueInWords(field, one, saying), page.format.list)).join(" · ")
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

function isPerLanguage(field: string, value: unknown): value is Readonly<Record<string, unknown>> {
  return ["title", "description", "keywords"].includes(field) && typeof value === "object" && value !== null
}

function joined(said: Said, list: (items: readonly string[]) => string): string {
  return said === undefined ? "" : typeof said === "string" ? said : list(said)
}
