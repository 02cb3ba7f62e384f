import { FirstWins, fold, localPart } from "./fold.ts"
import type { Frequency } from "./vocabularies.ts"

type Line = readonly [code: string, days: number | undefined, ar: string, fr: string, en: string]

/**
 * The frequency authority table of the EU Publications Office (DCAT-AP's list). `days` is the rhythm with a quarter of
 * grace, at least a day: a monthly table is late after 40 days. The Arabic labels are ours, the table has EU languages.
 */
const lines: readonly Line[] = [
  ["CONT", 2, "مستمرة", "Continue", "Continuous"],
  ["UPDATE_CONT", 2, "تحيين متواصل", "Mise à jour continue", "Continuously updated"],
  ["1MIN", 2, "كل دقيقة", "Toutes les minutes", "Every minute"],
  ["5MIN", 2, "كل خمس دقائق", "Toutes les cinq minutes", "Every five minutes"],
  ["10MIN", 2, "كل عشر دقائق", "Toutes les dix minutes", "Every ten minutes"],
  ["15MIN", 2, "كل ربع ساعة", "Tous les quarts d’heure", "Every fifteen minutes"],
  ["30MIN", 2, "كل نصف ساعة", "Toutes les demi-heures", "Every thirty minutes"],
  ["HOURLY", 2, "كل ساعة", "Horaire", "Hourly"],
  ["BIHOURLY", 2, "كل ساعتين", "Toutes les deux heures", "Every two hours"],
  ["TRIHOURLY", 2, "كل ثلاث ساعات", "Toutes les trois heures", "Every three hours"],
  ["12HRS", 2, "كل اثنتي عشرة ساعة", "Toutes les douze heures", "Every twelve hours"],
  ["DAILY_2", 2, "مرتان في اليوم", "Deux fois par jour", "Twice a day"],
  ["DAILY", 2, "يومية", "Quotidienne", "Daily"],
  ["WEEKLY_3", 5, "ثلاث مرات في الأسبوع", "Trois fois par semaine", "Three times a week"],
  ["WEEKLY_2", 6, "مرتان في الأسبوع", "Deux fois par semaine", "Twice a week"],
  ["WEEKLY", 9, "أسبوعية", "Hebdomadaire", "Weekly"],
  ["MONTHLY_3", 14, "ثلاث مرات في الشهر", "Trois fois par mois", "Three times a month"],
  ["BIWEEKLY", 18, "كل أسبوعين", "Tous les quinze jours", "Every two weeks"],
  ["MONTHLY_2", 19, "مرتان في الشهر", "Deux fois par mois", "Twice a month"],
  ["MONTHLY", 40, "شهرية", "Mensuelle", "Monthly"],
  ["BIMONTHLY", 77, "كل شهرين", "Tous les deux mois", "Every two months"],
  ["QUARTERLY", 115, "ثلاثية (كل ثلاثة أشهر)", "Trimestrielle", "Quarterly"],
  ["ANNUAL_3", 153, "ثلاث مرات في السنة", "Trois fois par an", "Three times a year"],
  ["ANNUAL_2", 229, "سداسية (كل ستة أشهر)", "Semestrielle", "Twice a year"],
  ["ANNUAL", 457, "سنوية", "Annuelle", "Annual"],
  ["BIENNIAL", 913, "كل سنتين", "Tous les deux ans", "Every two years"],
  ["TRIENNIAL", 1370, "كل ثلاث سنوات", "Tous les trois ans", "Every three years"],
  ["QUADRENNIAL", 1826, "كل أربع سنوات", "Tous les quatre ans", "Every four years"],
  ["QUINQUENNIAL", 2283, "كل خمس سنوات", "Tous les cinq ans", "Every five years"],
  ["DECENNIAL", 4566, "كل عشر سنوات", "Tous les dix ans", "Every ten years"],
  ["BIDECENNIAL", 9131, "كل عشرين سنة", "Tous les vingt ans", "Every twenty years"],
  ["TRIDECENNIAL", 13697, "كل ثلاثين سنة", "Tous les trente ans", "Every thirty years"],
  ["AS_NEEDED", undefined, "عند الحاجة", "Selon les besoins", "As needed"],
  ["IRREG", undefined, "غير منتظمة", "Irrégulière", "Irregular"],
  ["NEVER", undefined, "لا تُحيَّن", "Jamais", "Never"],
  ["NOT_PLANNED", undefined, "غير مبرمجة", "Non planifiée", "Not planned"],
  ["OP_DATPRO", undefined, "بيانات وقتية", "Données provisoires", "Provisional data"],
  ["OTHER", undefined, "أخرى", "Autre", "Other"],
  ["UNKNOWN", undefined, "غير معلومة", "Inconnue", "Unknown"],
]

export const euFrequencies: readonly Frequency[] = lines.map(([code, days, ar, fr, en]) => ({
  code,
  label: { ar, fr, en },
  ...(days === undefined ? {} : { days }),
}))

/**
 * Words met in catalogues: Dublin Core's frequency terms, ISO 19115 maintenance codes, udata, CKAN portals. Those that
 * say two things ("biannual", "bimensuel") stand with the sense their standard or usual grammar gives them.
 */
const spellings: Readonly<Record<string, string>> = {
  CONT: "continuous,continual,continu,continuous update,temps reel,en temps reel,real time,realtime,متواصل,متواصلة,مستمر,حيني",
  HOURLY: "hour,toutes les heures,chaque heure,par heure,ساعي",
  DAILY_2: "semidaily,biquotidien",
  DAILY: "day,quotidien,quotidiennement,journalier,journaliere,tous les jours,chaque jour,par jour,يومي,يوميا,كل يوم",
  WEEKLY_3: "threeTimesAWeek,trihebdomadaire",
  WEEKLY_2: "semiweekly,twice a week,bihebdomadaire",
  WEEKLY: "week,hebdo,hebdomadairement,toutes les semaines,chaque semaine,par semaine,أسبوعي,أسبوعيا,كل أسبوع",
  MONTHLY_3: "threeTimesAMonth,decadaire",
  BIWEEKLY: "fortnightly,every two weeks,quinzaine,نصف شهري",
  MONTHLY_2: "semimonthly,bimensuel,bimensuelle",
  MONTHLY: "month,mensuel,mensuellement,tous les mois,chaque mois,par mois,شهري,شهريا,كل شهر",
  BIMONTHLY: "bimestriel,bimestrielle",
  QUARTERLY:
    "quarter,trimestriel,trimestriellement,tous les trois mois,tous les trimestres,ثلاثي,ثلاثية,كل ثلاثة أشهر,فصلي,فصلية",
  ANNUAL_3: "threeTimesAYear,quadrimestriel,quadrimestrielle",
  ANNUAL_2:
    "semiannual,semi annually,biannual,biannually,half yearly,semestriel,semestriellement,tous les six mois,tous les semestres,سداسي,سداسية,كل ستة أشهر,نصف سنوي,نصف سنوية",
  ANNUAL:
    "annually,yearly,year,annuel,annuellement,tous les ans,chaque annee,par an,par campagne,سنوي,سنويا,كل سنة,كل عام",
  BIENNIAL: "biennially,bisannuel,bisannuelle,biennal,biennale",
  TRIENNIAL: "triennally,triennal,triennale",
  QUADRENNIAL: "quadriennal,quadriennale",
  QUINQUENNIAL: "quinquennal,quinquennale,خماسي,خماسية",
  DECENNIAL: "decennal,decennale,عشري,عشرية",
  AS_NEEDED: "asNeeded,au besoin,selon besoin,en cas de besoin,حسب الحاجة,عند الاقتضاء",
  IRREG: "irregular,irregulier,irregulierement,ponctuelle,ponctuel,غير منتظم,بصفة غير منتظمة",
  NEVER: "jamais mise a jour,aucune,none,one off,once,une seule fois,punctual,static,statique,مرة واحدة,بدون تحيين",
  NOT_PLANNED: "notPlanned,non planifie,non prevue,غير مبرمج",
  UNKNOWN: "inconnu,non specifie,non specifiee,not specified,notspecified,غير معروفة,غير معروف,غير محدد,غير محددة",
}

/** ISO 8601 durations: each unit's length in days, to name the rhythm that is nearest from above. */
const durations: Readonly<Record<string, string>> = {
  PT1M: "1MIN",
  PT5M: "5MIN",
  PT10M: "10MIN",
  PT15M: "15MIN",
  PT30M: "30MIN",
  PT1S: "CONT",
  PT1H: "HOURLY",
  PT2H: "BIHOURLY",
  PT3H: "TRIHOURLY",
  PT12H: "DAILY_2",
  PT24H: "DAILY",
  "P0.5D": "DAILY_2",
  P1D: "DAILY",
  "P0.33W": "WEEKLY_3",
  "P3.5D": "WEEKLY_2",
  "P0.5W": "WEEKLY_2",
  P7D: "WEEKLY",
  P1W: "WEEKLY",
  "P0.33M": "MONTHLY_3",
  P10D: "MONTHLY_3",
  P14D: "BIWEEKLY",
  P2W: "BIWEEKLY",
  P15D: "MONTHLY_2",
  "P0.5M": "MONTHLY_2",
  P30D: "MONTHLY",
  P1M: "MONTHLY",
  P2M: "BIMONTHLY",
  P3M: "QUARTERLY",
  P90D: "QUARTERLY",
  P4M: "ANNUAL_3",
  P6M: "ANNUAL_2",
  P12M: "ANNUAL",
  P365D: "ANNUAL",
  P1Y: "ANNUAL",
  P2Y: "BIENNIAL",
  P3Y: "TRIENNIAL",
  P4Y: "QUADRENNIAL",
  P5Y: "QUINQUENNIAL",
  P10Y: "DECENNIAL",
  P20Y: "BIDECENNIAL",
  P30Y: "TRIDECENNIAL",
}

/** What people put before the word itself: "Fréquence : annuelle", "mise à jour mensuelle", "تحيين سنوي". */
const prefix =
  /^(frequence|periodicite|mise a jour|frequency|updated?|تواتر|دوريه|تحيين|التحيين)( de mise a jour| d actualisation| التحيين)? /

export function frequencyResolver(
  frequencies: readonly Frequency[],
): (raw: string | undefined) => Frequency | undefined {
  const byCode = new Map(frequencies.map((frequency) => [frequency.code, frequency]))
  const byWord = new FirstWins<Frequency>()
  for (const frequency of frequencies) {
    byWord.add(frequency.code, frequency)
    for (const label of Object.values(frequency.label)) byWord.add(label, frequency)
  }
  for (const [code, words] of Object.entries(spellings)) {
    const frequency = byCode.get(code)
    if (frequency) for (const word of words.split(",")) byWord.add(word, frequency)
  }
  return (raw) => {
    const text = localPart(raw?.trim() ?? "")
    if (text === "") return undefined
    const duration = /^(?:R\d*\/)?(P[\dT.,YMWDHS]+)$/i.exec(text)?.[1]
    if (duration) return byCode.get(durations[duration.toUpperCase().replace(",", ".")] ?? "")
    return byWord.get(text) ?? byWord.get(fold(text).replace(prefix, ""))
  }
}
