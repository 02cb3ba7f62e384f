import { datasetMessages } from "../../../texts/index.ts"
import type { LicenceFacts } from "../../models/licence-facts.ts"
import type { Page } from "../../page.ts"
import { Localised } from "../localised/localised.tsx"

/** The licence and what it allows, or what to do where there is none. */
export function LicenceWords({ page, licence }: { page: Page; licence: LicenceFacts }) {
  const words = datasetMessages[page.language]
  if (licence.kind === "none") return <span class="muted">{words.licenceUnknown}</span>
  if (licence.kind === "unrecognised") {
    return (
      <>
        <span class="small muted">{words.licenceUnrecognised}</span> <Localised page={page} text={licence.raw} />
      </>
    )
  }
  const allows = words.allows[licence.licence.kind as keyof typeof words.allows] ?? words.allows.other
  return (
    <>
      <a href={licence.href}>
        <Localised page={page} text={licence.title} />
      </a>
      <br />
      <span class="small muted">{allows}</span>
    </>
  )
}
