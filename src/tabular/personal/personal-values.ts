/** What values look like, whatever their column is called. Each test is of one cell. */
import { fold } from "../../vocabulary/index.ts"
import { dateFrom } from "../text/cell-values.ts"

const digitsOf = (value: string): string => value.replace(/\.0$/, "").replace(/[\s.-]/g, "")

/** A national identity number: eight digits, of which the first is 0 or 1. */
export function isIdentityNumber(value: string): boolean {
  return /^[01]\d{7}$/.test(digitsOf(value))
}

/** The same where a spreadsheet has eaten the zero in front: only a column's name can say that these are such numbers. */
export function mayBeIdentityNumber(value: string): boolean {
  return /^\d{7,8}$/.test(digitsOf(value))
}

/** A mobile number of Tunisia: 2, 4, 5 or 9 first. Numbers of offices begin with 7 or 8, and are for everybody. */
export function isMobileNumber(value: string): boolean {
  return value.split(/[;/,]/).some((part) => /^(?:\(?(?:\+|00)?216\)?)?[2459]\d{7}$/.test(digitsOf(part)))
}

/** Written as a telephone number is: in groups or with the country's prefix, so no amount or code. */
export function isWrittenAsPhone(value: string): boolean {
  return /^\(?(?:\+|00)\s?216/.test(value.trim()) || /^\d{2}[\s.-]\d{3}[\s.-]\d{3}$/.test(value.trim())
}

const emailPattern = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i
const officeWords =
  /contact|info|accueil|direction|dg|secretariat|bureau|mairie|commune|municipal|baladia|service|support|admin|webmaster|postmaster|office|presse|com(?:munication)?$|rh$|recrutement|opendata|data|sec|greffe|tribunal|hopital|hopitaux|crda|ins[pt]|universite|lycee|ecole|institut|faculte|ministere|noreply|sales|press/i

export function emailIn(value: string): string | undefined {
  return emailPattern.exec(value)?.[0]
}

/** The address of somebody, not of an office: `prenom.nom@`, or a mailbox of a public provider without an office's word. */
export function isPersonalEmail(value: string): boolean {
  const address = emailIn(value)
  if (!address) return false
  const [local = "", domain = ""] = address.toLowerCase().split("@")
  if (officeWords.test(local)) return false
  const isPublicProvider = /^(gmail|yahoo|hotmail|outlook|live|icloud|topnet|planet|gnet|laposte)\./.test(domain)
  return isPublicProvider || /^[a-z]{2,}[._-][a-z]{2,}\d*$/.test(local)
}

/** A bank identity of twenty digits, or an IBAN; both have check digits, so nothing else passes by chance. */
export function isBankAccount(value: string): boolean {
  const text = value.replace(/[\s-]/g, "").toUpperCase()
  if (/^\d{20}$/.test(text))
    return !/^0+$/.test(text) && Number(97n - ((BigInt(text.slice(0, 18)) * 100n) % 97n)) === Number(text.slice(18))
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const moved = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(moved) % 97n === 1n
}

export function isPassportNumber(value: string): boolean {
  return /^[A-Z]\d{6}$/i.test(value.trim())
}

/** A full date on which somebody alive may have been born. */
export function isBirthDate(value: string): boolean {
  const date = dateFrom(value.trim())
  return date !== undefined && date.length === 10 && date >= "1900"
}

/** Frequent given names, in Arabic and as written in French: enough of them in a column make it one of persons. */
const givenNames = new Set(
  (
    "محمد احمد علي محمود مصطفي حسن حسين عبد عبدالله عمر عثمان يوسف ابراهيم صالح سالم خالد كمال جمال نبيل منير رضا فتحي الهادي " +
    "الحبيب المنجي البشير الطاهر التيجاني فوزي سامي وليد انيس بلال حمزه ايمن مهدي رامي زياد هشام لطفي توفيق فاطمه عائشه خديجه زينب مريم " +
    "امنه سلمي سناء هاله ليلي نجوي نادي رجاء وفاء هند ريم اسماء ايمان امال سعاد نزيهه نعيمه راضيه جميله " +
    "mohamed mohammed med ahmed ali mahmoud mustapha mostafa hassen hassan houcine hussein omar othman youssef ibrahim brahim " +
    "salah salem khaled kamel jamel nabil mounir ridha fathi hedi habib mongi bechir taher faouzi sami walid anis bilel hamza aymen " +
    "mehdi rami zied hichem lotfi taoufik fatma aicha khadija zeineb mariem meriem amna salma sana hela leila najoua nadia raja wafa " +
    "hend rim asma imen amel souad naima radhia jamila sonia ines olfa"
  ).split(/\s+/),
)
// Schools, streets and hospitals bear the names of people.
const thingWords =
  /(^| )(ecole|lycee|college|rue|avenue|place|hopital|centre|institut|universite|mosquee|stade|club|societe|association|مدرسه|معهد|اعداديه|ابتداييه|نهج|شارع|ساحه|مستشفي|مركز|جامع|ملعب|نادي|شركه|جمعيه|م|مكتب|حي)( |$)/

/** Two to four words, the first or the last a frequent given name. */
export function isPersonName(value: string): boolean {
  if (value.length > 60 || /[\d@/:]/.test(value)) return false
  const folded = fold(value)
  const parts = folded.split(" ")
  if (parts.length < 2 || parts.length > 4 || thingWords.test(folded)) return false
  return givenNames.has(parts[0]!) || givenNames.has(parts.at(-1)!)
}
