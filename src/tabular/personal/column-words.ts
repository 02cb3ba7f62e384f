/**
 * What the name of a column says of the person behind each row. Names are folded (no accents, no hamzas, "ه" for "ة",
 * words separated by single spaces). A bare "nom" or "الاسم" names schools and towns as often as people and says nothing.
 */
import { fold, fromConventions, wordsIn } from "../../vocabulary/index.ts"

export const personalKinds = [
  "identity-number",
  "passport",
  "social-security",
  "bank-account",
  "person-name",
  "phone",
  "email",
  "home-address",
  "birth-date",
  "health",
] as const
export type PersonalKind = (typeof personalKinds)[number]

const words: Readonly<Record<PersonalKind, RegExp>> = {
  "identity-number":
    /(^| )(carte d identite|carte identite|piece d identite|identite nationale|national id|identity card|id card|identity number)( |$)|بطاق[هة] (ال)?تعريف|رقم التعريف الوطني/,
  passport: /(^| )(passeport|passport)( |$)|جواز (ال)?سفر/,
  "social-security":
    /(^| )(securite sociale|social security|matricule assure|affilie)( |$)|الضمان الاجتماعي|رقم الانخراط/,
  "bank-account":
    /(^| )(rib|iban|compte bancaire|releve d identite bancaire|bank account|ccp)( |$)|الحساب (البنكي|البريدي|الجاري)|المعرف البنكي/,
  "person-name":
    /(^| )(prenoms?|nom et prenoms?|prenoms? et nom|nom prenoms?|noms? de famille|nom du beneficiaire|beneficiaires?|nom complet|first name|firstname|last name|lastname|surname|family name|given name|full name|person name|nom du (pere|mari|titulaire|proprietaire|gerant|malade|patient|candidat|medecin|pharmacien|directeur)|nom de l (eleve|etudiant|agent|employe|enfant|abonne))( |$)|الاسم واللقب|اللقب والاسم|الاسم و اللقب|(^| )اللقب( |$)|اسم (الاب|الام|الجد|المنتفع|المستفيد|المعني|التلميذ|الطالب|المترشح|صاحب|المالك|الطبيب|المدير)|الاسم الكامل|الاسم الثلاثي/,
  phone:
    /(^| )(tel|telephone|telephones|phone|mobile|gsm|portable|n tel|num tel|whatsapp)( |$)|(^| )(ال)?هاتف|(ال)?جوال|رقم النداء/,
  email: /(^| )(e mail|email|mail|courriel|adresse electronique|adresse mail)( |$)|بريد الكتروني|البريد الالكتروني/,
  "home-address":
    /(^| )(adresse (du )?(domicile|personnelle|postale du|de residence)|domicile|home address|residence address|lieu de residence)( |$)|عنوان السكن|مقر الاقامه|محل السكن|العنوان الشخصي/,
  "birth-date":
    /(^| )(date de naissance|date naissance|ne le|naissance|birth ?date|date of birth|birthday|dob)( |$)|تاريخ (الولاده|الميلاد|ولاده|ميلاد)/,
  health:
    /(^| )(groupe sanguin|blood group|maladie chronique|diagnostic|handicap|type de handicap|numero de dossier medical)( |$)|فصيله الدم|الاعاقه|التشخيص|الملف الطبي/,
}

const namedHere = fromConventions(
  ({ personalHeaders }) =>
    new Map<string, RegExp>(Object.entries(personalHeaders).map(([kind, named]) => [kind, new RegExp(wordsIn(named))])),
)

// Counts and shares of people are what open data are for: "Nombre de bénéficiaires", "عدد المستفيدين".
const aggregate =
  /(^| )(nombre|nb|nbre|nbr|total|totaux|taux|part|pourcentage|moyenne|effectif|montant|number|count|share|rate|sum|average|somme|cout|duree|type|categorie|mode|loi|indicateur)( |$)|(^| )(عدد|نسبه|معدل|مجموع|جمله|مبلغ|نوع|صنف|قيمه)( |$)/

export function kindsNamed(name: string): PersonalKind[] {
  const folded = fold(name.replace(/([a-z])([A-Z])/g, "$1 $2"))
  if (aggregate.test(folded)) return []
  return personalKinds.filter((kind) => words[kind].test(folded) || namedHere().get(kind)?.test(folded))
}

/** Columns whose numbers are codes of things, whatever they look like. */
export function namesACode(name: string): boolean {
  return /(^| )(code|codes|ref|reference|uuid|index|insee|siret|siren|parcelle|compteur)( |$)|رمز/.test(fold(name))
}

/** A bare name column, which is of persons only where something else in the table says so. */
export function namesAnything(name: string): boolean {
  return /^(nom|noms|name|names|الاسم|الاسماء)( (fr|ar|en))?$/.test(fold(name))
}
