import { type ConnectorKind, connectorKinds, type SourceState, sourceStates } from "../../../../harvest/index.ts"
import { adminMessages, sourceMessages } from "../../../../texts/index.ts"
import { SelectField, TextField } from "../../../components/form/field.tsx"
import { kindNames } from "../../../models/kind-names.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"

/** Which sources are asked for. */
export interface AskedSources {
  readonly kind?: ConnectorKind | undefined
  readonly state?: SourceState | undefined
  readonly text?: string | undefined
}

export function askedFrom(query: URLSearchParams): AskedSources {
  const text = (query.get("q") ?? "").replaceAll("\0", "").toWellFormed().trim().slice(0, 100)
  return {
    kind: connectorKinds.find((kind) => kind === query.get("kind")),
    state: sourceStates.find((state) => state === query.get("state")),
    text: text || undefined,
  }
}

export function parametersOf({ kind, state, text }: AskedSources) {
  return { q: text, kind, state }
}

export function SourceFilters({ page, asked }: { page: OfficePage; asked: AskedSources }) {
  const [words, own] = [adminMessages[page.language], sourceMessages[page.language]]
  return (
    <form class="filter row source-filters" action={routes.office(page.language, "/sources")}>
      <TextField name="q" type="search" label={own.searchSources} value={asked.text ?? ""} maxLength={100} dir="auto" />
      <SelectField
        name="kind"
        label={words.kind}
        empty={own.anyKind}
        value={asked.kind}
        choices={connectorKinds.map((kind) => ({ value: kind, label: kindNames[kind] ?? kind }))}
      />
      <SelectField
        name="state"
        label={own.state}
        empty={own.anyState}
        value={asked.state}
        choices={sourceStates.map((state) => ({ value: state, label: own.states[state] }))}
      />
      <button type="submit" class="btn alt">
        {own.show}
      </button>
    </form>
  )
}
