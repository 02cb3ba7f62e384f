import { fold } from "../../vocabulary/index.ts"

/** A word as written and as compared: folded, without Arabic article or conjunction. */
export interface Word {
  readonly raw: string
  readonly key: string
}

const arabicPrefix = /^(?:وال|بال|كال|فال|ولل|لل|ال|و(?=\p{L}{4}))/u
const elision = /^(?:[ldnscj]|qu|jusqu|lorsqu)['’]/i

export function wordsIn(text: string): Word[] {
  return (text.match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? []).flatMap((raw) => {
    const bare = raw.replace(elision, "")
    return bare.split(/['’]/).map((part) => ({ raw: part, key: fold(part).replace(arabicPrefix, "") }))
  })
}

/** Words that say nothing of a topic, in Arabic, French and English, without article. */
const empty = new Set(
  (
    "de du des la le les un une et ou a au aux en dans par pour sur avec sans selon entre vers chez the of and or in on by for to from with per at an as is are " +
    "ce cette ces son sa ses leur leurs qui que dont est sont ont plus moins tous toutes tout toute chaque autre autres " +
    "donnees donnee data dataset jeu jeux fichier fichiers liste listes list tableau table tableaux statistique statistiques stat statistics nombre nombres number total totaux taux annee annees an ans mois date dates code codes id nom noms name names numero type types categorie categories " +
    "tunisie tunisien tunisienne tunisiens tunisia tunisian gouvernorat gouvernorats delegation delegations commune communes municipalite governorate region regions jour jours " +
    "valeur valeurs value values description titre title source observation observations remarque remarques detail details evolution repartition situation etat inventaire national nationale nationaux " +
    "من في الي علي عن مع او بين حسب خلال لكل كل هذه هذا التي الذي قائم قائمه قائمات بيانات معطيات جدول احصائيات احصائيه عدد نسبه سنه سنوات عام شهر تاريخ اسم رقم رمز نوع تونس تونسيه جمهوريه ولايه ولايات معتمديه بلديه توزيع وطني وطنيه جرد ملف"
  )
    .split(/\s+/)
    .map(fold),
)

export function saysSomething({ raw, key }: Word): boolean {
  // "بولاية" is "in the governorate".
  const isEmpty = empty.has(key) || empty.has(fold(raw)) || empty.has(key.replace(/^[بل](?=\p{L}{3})/u, ""))
  return key.length >= 3 && !isEmpty && !/\d/.test(key)
}
