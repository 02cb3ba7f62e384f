/** What values look like, whatever their column is called. Each test is of one cell. */
import { anyShape, conventions, fold, fromConventions } from "../../vocabulary/index.ts"
import { dateFrom } from "../text/cell-values.ts"

const digitsOf = (value: string): string => value.replace(/\.0$/, "").replace(/[\s.-]/g, "")

const identity = fromConventions(({ identityNumbers }) => ({
  whole: anyShape(identityNumbers),
  // Without the sign in front, or with any digit there.
  eaten: anyShape(
    identityNumbers.flatMap((shape) => [shape.replace(/^\[[^\]]+\]/, "9"), shape.replace(/^(?:\[[^\]]+\]|9)/, "")]),
  ),
}))

/** A national identity number, in the shape that those of the country have. */
export function isIdentityNumber(value: string): boolean {
  return identity().whole.test(digitsOf(value))
}

/** The same where a spreadsheet has eaten the zero in front: only a column's name can say that these are such numbers. */
export function mayBeIdentityNumber(value: string): boolean {
  const digits = digitsOf(value)
  return identity().whole.test(digits) || identity().eaten.test(digits)
}

const emailPattern = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i
const officeWords =
  /contact|info|accueil|direction|dg|secretariat|bureau|mairie|commune|municipal|baladia|service|support|admin|webmaster|postmaster|office|presse|com(?:munication)?$|rh$|recrutement|opendata|data|sec|greffe|tribunal|hopital|hopitaux|crda|ins[pt]|universite|lycee|ecole|institut|faculte|ministere|noreply|sales|press/i

export function emailIn(value: string): string | undefined {
  return emailPattern.exec(value)?.[0]
}

const publicProviders = fromConventions(
  ({ mailProviders }) =>
    new Set(["gmail", "yahoo", "hotmail", "outlook", "live", "icloud", "laposte", ...mailProviders]),
)

/** The address of somebody, not of an office: `prenom.nom@`, or a mailbox of a public provider without an office's word. */
export function isPersonalEmail(value: string): boolean {
  const address = emailIn(value)
  if (!address) return false
  const [local = "", domain = ""] = address.toLowerCase().split("@")
  if (officeWords.test(local)) return false
  return publicProviders().has(domain.split(".")[0]!) || /^[a-z]{2,}[._-][a-z]{2,}\d*$/.test(local)
}

/** A national bank number, or an IBAN; both have check digits, so nothing else passes by chance. */
export function isBankAccount(value: string): boolean {
  const text = value.replace(/[\s-]/g, "").toUpperCase()
  if (text.length === conventions().bankAccountDigits && /^\d+$/.test(text))
    return !/^0+$/.test(text) && Number(97n - ((BigInt(text.slice(0, -2)) * 100n) % 97n)) === Number(text.slice(-2))
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const moved = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(moved) % 97n === 1n
}

const passport = fromConventions(({ passports }) => anyShape(passports))

export function isPassportNumber(value: string): boolean {
  return passport().test(value.trim())
}

/** A full date on which somebody alive may have been born. */
export function isBirthDate(value: string): boolean {
  const date = dateFrom(value.trim())
  return date !== undefined && date.length === 10 && date >= "1900"
}

const givenNames = fromConventions(({ givenNames }) => new Set(givenNames.map(fold)))
// Schools, streets and hospitals bear the names of people.
const thingWords =
  /(^| )(ecole|lycee|college|rue|avenue|place|hopital|centre|institut|universite|mosquee|stade|club|societe|association|مدرسه|معهد|اعداديه|ابتداييه|نهج|شارع|ساحه|مستشفي|مركز|جامع|ملعب|نادي|شركه|جمعيه|م|مكتب|حي)( |$)/

/** Two to four words, the first or the last a frequent given name. */
export function isPersonName(value: string): boolean {
  if (value.length > 60 || /[\d@/:]/.test(value)) return false
  const folded = fold(value)
  const parts = folded.split(" ")
  if (parts.length < 2 || parts.length > 4 || thingWords.test(folded)) return false
  return givenNames().has(parts[0]!) || givenNames().has(parts.at(-1)!)
}
