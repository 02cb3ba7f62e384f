import type { AccessRights, Mapped } from "../../../catalogue/index.ts"
import { accessRightsFrom, type RecordContext, readLicence } from "../../reading/index.ts"
import type { DcValues } from "./dc-values.ts"

const semantics: Readonly<Record<string, AccessRights>> = {
  openaccess: "public",
  embargoedaccess: "restricted",
  restrictedaccess: "restricted",
  closedaccess: "non-public",
}

export interface DcRights {
  readonly licence?: Mapped
  readonly accessRights?: AccessRights
}

/** Rights are licences, statements of access ("info:eu-repo/semantics/openAccess", "open access") and lines of copyright. */
export function readRights(values: DcValues, context: RecordContext): DcRights {
  const written = values("license", "rights", "accessRights").map(({ text, field }) => ({ text, field }))
  const access = written.map(({ text }) => ({ text, rights: accessOf(text) }))
  const rest = written.filter((_, at) => access[at]?.rights === undefined)
  const [first] = rest
  const licence =
    first &&
    readLicence(
      licencesFirst(
        rest.map(({ text }) => text),
        context,
      ),
      first.field,
      context,
    )
  const accessRights = access.find(({ rights }) => rights !== undefined)?.rights
  return { ...(licence ? { licence } : {}), ...(accessRights ? { accessRights } : {}) }
}

function accessOf(text: string): AccessRights | undefined {
  const word =
    text
      .split(/[/#]/)
      .at(-1)
      ?.toLowerCase()
      .replace(/[\s_-]/g, "") ?? ""
  if (semantics[word]) return semantics[word]
  return /^https?:\/\/publications\.europa\.eu\//.test(text) || text.length < 30 ? accessRightsFrom(text) : undefined
}

/** What we know stands before what we do not, so that a line of copyright does not hide the licence. */
function licencesFirst(texts: readonly string[], { vocabularies }: RecordContext): readonly string[] {
  const known = texts.filter((text) => vocabularies.licenceFrom(text) !== undefined)
  return [...known, ...texts.filter((text) => !known.includes(text))]
}
