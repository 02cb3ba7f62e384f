import type { AccessRights, Mapped } from "../../../catalogue/index.ts"
import { addressesIn, readLicence, type XmlElement } from "../../reading/index.ts"
import { codesAt, find, hrefIn, textIn } from "./find.ts"
import type { IsoReading } from "./iso-text.ts"

interface Statement {
  readonly text: string
  readonly href?: string
}

// Words of a licence, for those that are not in our list: "unknown licence" is said of nothing else.
const licenceWords =
  /licen[cs]|رخصة|ترخيص|creative ?commons|\bcc[- ](?:by|0)|open data|usage libre|libre (?:d.usage|de droits?)|libre r[ée]utilisation|terms of use|conditions? (?:d.utilisation|of use|de r[ée]utilisation)|\/ConditionsApplyingToAccessAndUse\//i
// What INSPIRE has people write where nobody is kept from the data.
const noLimits =
  /LimitationsOnPublicAccess\/noLimitations|no limitations? (?:on|to) public access|(?:pas de|aucune?) (?:restriction|limitation)s? (?:d.|à l.)acc[eè]s public|aucun des articles de la loi ne peut/i
const limits = /LimitationsOnPublicAccess\/INSPIRE_Directive_Article13/i

/**
 * The licence that we know among all the constraints say (text, anchor, address within the text); else what reads like a
 * licence. Warnings about accuracy and orders to name the source are constraints too, and no licences.
 */
export function licenceOf(info: XmlElement | undefined, reading: IsoReading): Mapped | undefined {
  const statements = statementsOf(info)
  const { vocabularies } = reading
  for (const statement of statements) {
    const known = spellingsOf(statement).find((spelling) => vocabularies.licenceFrom(spelling))
    if (known) return readLicence([known], "resourceConstraints", reading)
  }
  const likely = statements.find(
    ({ text, href = "" }) => licenceWords.test(`${text} ${href}`) && !noLimits.test(text) && !noLimits.test(href),
  )
  return likely && readLicence([likely.text || likely.href], "resourceConstraints", reading)
}

/** What the constraints say of access, by code or in INSPIRE's words; a text that forbids says too little for more than itself. */
export function accessRightsOf(info: XmlElement | undefined): AccessRights | undefined {
  const statements = statementsOf(info).map(({ text, href = "" }) => `${href} ${text}`)
  if (statements.some((text) => noLimits.test(text))) return "public"
  const codes = [
    ...codesAt(info, "resourceConstraints/*/accessConstraints"),
    ...codesAt(info, "resourceConstraints/MD_SecurityConstraints/classification"),
  ]
  if (codes.some((code) => /^(confidential|secret|topSecret|private|in-confidence)$/i.test(code))) return "non-public"
  if (
    codes.some((code) => /^(restricted|sensitive.*|limitedDistribution|SBU|forOfficialUseOnly|statutory)$/i.test(code))
  )
    return "restricted"
  if (statements.some((text) => limits.test(text))) return "restricted"
  return codes.some((code) => /^(unrestricted|unclassified)$/i.test(code)) ? "public" : undefined
}

function statementsOf(info: XmlElement | undefined): readonly Statement[] {
  const properties = ["otherConstraints", "useLimitation", "reference/CI_Citation/title"]
  return find(info, "resourceConstraints/*")
    .flatMap((block) => find(block, ...properties))
    .slice(0, 200)
    .map((property) => ({ text: (textIn(property) ?? "").slice(0, 2_000), href: hrefIn(property) }))
    .filter(({ text, href }) => text !== "" || href !== undefined)
}

// Said of constraints, "none" is no licence that nobody specified.
const noConstraint = /^(?:none|aucune?|néant|rien|n\/a|not ?specified|non sp[ée]cifi[ée]e?|لا شيء|بدون)$/i

/** `Licence Ouverte 2.0 https://….pdf` names its licence three times: as a whole, by the address, by the words before it. */
function spellingsOf({ text, href }: Statement): readonly string[] {
  const words = text
    .replace(/https?:\/\/\S+/g, " ")
    .split(/[\n:;]|\s\(|\)\s/)
    .map((part) => part.trim())
  return [href ?? "", text, ...addressesIn(text), ...words.slice(0, 10)].filter(
    (spelling) => spelling !== "" && !noConstraint.test(spelling),
  )
}
