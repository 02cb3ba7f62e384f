import { messages } from "../messages.ts"
import { counted } from "../plural.ts"

/** A word of the data keeps its own direction inside a sentence. */
const apart = (text: string) => `\u2068${text}\u2069`

/** Groups of rows in the explorer: the form that makes them, and what is said of their table. */
export const groupMessages = messages({
  ar: {
    build: "تجميع الأسطر",
    by: "التجميع حسب",
    second: "ثم حسب",
    noSecond: "دون عمود ثان",
    step: "التواريخ",
    steps: { year: "بالسنة", month: "بالشهر", day: "باليوم" },
    across: "ضع قيم العمود الثاني في أعمدة",
    aggregates: "الحساب",
    aggregate: {
      count: "عدد الأسطر",
      sum: "المجموع",
      avg: "المعدل",
      min: "الأدنى",
      max: "الأعلى",
      distinct: "عدد القيم المختلفة",
    },
    values: "الأعمدة المحسوبة",
    hint: "يُحسب المجموع والمعدل للأعداد، والأدنى والأعلى للأعداد والتواريخ.",
    group: "جمّع",
    groups: (count: number) =>
      counted("ar", count, {
        zero: "لا مجموعات",
        one: "مجموعة واحدة",
        two: "مجموعتان",
        few: "# مجموعات",
        many: "# مجموعة",
        other: "# مجموعة",
      }),
    toRows: "اسم المجموعة رابط إلى أسطرها.",
    all: "الكل",
    others: (count: string) => `البقية (${count})`,
    cutGreatest: (column: string, shown: string, others: string) =>
      `لكل من القيم الأكبر في «${apart(column)}»، وعددها ${shown}، عمود؛ أما القيم الأخرى، وعددها ${others}، فتجتمع تحت «البقية».`,
    cutLatest: (column: string, shown: string, others: string) =>
      `لكل من القيم الأحدث في «${apart(column)}»، وعددها ${shown}، عمود؛ أما القيم الأخرى، وعددها ${others}، فتجتمع تحت «البقية».`,
    oneOnly: (name: string) => `يعرض الجدول المتقاطع حسابا واحدا: ${name}.`,
    chart: "ارسم هذه الأرقام",
    exportHint: "كل المجموعات، مجموعة في كل سطر.",
    nothing: "ليس في هذا الجدول عمود تُجمع الأسطر حسبه.",
  },
  fr: {
    build: "Grouper les lignes",
    by: "Grouper par",
    second: "Puis par",
    noSecond: "Sans deuxième colonne",
    step: "Dates",
    steps: { year: "par année", month: "par mois", day: "par jour" },
    across: "Mettre les valeurs de la deuxième colonne en colonnes",
    aggregates: "Calculs",
    aggregate: {
      count: "Nombre de lignes",
      sum: "Somme",
      avg: "Moyenne",
      min: "Minimum",
      max: "Maximum",
      distinct: "Valeurs différentes",
    },
    values: "Colonnes calculées",
    hint: "La somme et la moyenne se calculent sur des nombres ; le minimum et le maximum, aussi sur des dates.",
    group: "Grouper",
    groups: (count: number) => counted("fr", count, { zero: "aucun groupe", one: "# groupe", other: "# groupes" }),
    toRows: "Le nom d’un groupe mène à ses lignes.",
    all: "Ensemble",
    others: (count: string) => `Autres (${count})`,
    cutGreatest: (column: string, shown: string, others: string) =>
      `Les plus grandes valeurs de « ${apart(column)} » (${shown}) ont chacune une colonne ; les autres (${others}) sont réunies sous « Autres ».`,
    cutLatest: (column: string, shown: string, others: string) =>
      `Les dernières valeurs de « ${apart(column)} » (${shown}) ont chacune une colonne ; les autres (${others}) sont réunies sous « Autres ».`,
    oneOnly: (name: string) => `Un tableau croisé montre un seul calcul : ${name}.`,
    chart: "En faire un graphique",
    exportHint: "Tous les groupes, un par ligne.",
    nothing: "Ce tableau n’a pas de colonne par laquelle grouper.",
  },
  en: {
    build: "Group the rows",
    by: "Group by",
    second: "Then by",
    noSecond: "No second column",
    step: "Dates",
    steps: { year: "by year", month: "by month", day: "by day" },
    across: "Put the values of the second column in columns",
    aggregates: "Calculations",
    aggregate: {
      count: "Number of rows",
      sum: "Sum",
      avg: "Mean",
      min: "Minimum",
      max: "Maximum",
      distinct: "Different values",
    },
    values: "Columns to calculate",
    hint: "Sums and means are of numbers; minimum and maximum of numbers and dates.",
    group: "Group",
    groups: (count: number) => counted("en", count, { zero: "no groups", one: "# group", other: "# groups" }),
    toRows: "The name of a group leads to its rows.",
    all: "All",
    others: (count: string) => `Others (${count})`,
    cutGreatest: (column: string, shown: string, others: string) =>
      `The greatest values of “${apart(column)}” (${shown}) have a column each; the others (${others}) share “Others”.`,
    cutLatest: (column: string, shown: string, others: string) =>
      `The latest values of “${apart(column)}” (${shown}) have a column each; the others (${others}) share “Others”.`,
    oneOnly: (name: string) => `A crossed table shows one calculation: ${name}.`,
    chart: "Draw a chart of it",
    exportHint: "All groups, one to a row.",
    nothing: "This table has no column to group by.",
  },
})
