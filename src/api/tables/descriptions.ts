/** The addresses of tables as the description and the reference show them; they are served by `register-tables.ts`. */
import { z } from "zod"
import type { Texts } from "../reader-language.ts"
import type { Description } from "../rest/endpoint.ts"
import { choiceParameter, type Parameter, pathParameter } from "../rest/parameters.ts"
import {
  anyDocument,
  changesAnswer,
  facetsAnswer,
  profileAnswer,
  rowsPage,
  sqlAnswer,
  sqlQuestion,
  tableFacts,
  tableSchemaAnswer,
} from "./shapes.ts"

export const tableTexts = {
  rows: {
    ar: "أسطر الجدول، بمرشحات وعبارات وترتيب وتجميع",
    fr: "Les lignes du tableau : filtres, clauses, ordre, groupes",
    en: "Rows of the table: filters, clauses, order, groups",
  },
  mistake: {
    ar: "في السؤال خطأ: المعامل وموضعه فيه وأقرب اسم",
    fr: "La requête a une erreur : paramètre, position, nom le plus proche",
    en: "The question has a mistake: parameter, position, nearest name",
  },
} as const satisfies Record<string, Texts>

function clause(description: Texts, json: Parameter["json"] = { type: "string" }, repeatable = false): Parameter {
  return { schema: z.string(), json, description, repeatable, required: false }
}

const severalTexts = { type: "array", items: { type: "string" } }

/** Questions that leave rows out. */
const conditions = {
  filters: clause(
    {
      ar: "مرشحات الأعمدة: column=value أو column__op=value، والعملية إحدى exact وnot وin وnotin وcontains وnotcontains وstartswith وendswith وgt وgte وlt وlte وbetween وisnull وnotnull. يُقبل عنوان العمود كما في الملف",
      fr: "Filtres de colonnes : column=value ou column__op=value, où op est exact, not, in, notin, contains, notcontains, startswith, endswith, gt, gte, lt, lte, between, isnull ou notnull. L’en-tête du fichier est admis comme nom",
      en: "Filters of columns: column=value or column__op=value, where op is exact, not, in, notin, contains, notcontains, startswith, endswith, gt, gte, lt, lte, between, isnull or notnull. The header of the file is taken as a name too",
    },
    { type: "object", additionalProperties: { type: "string" } },
    true,
  ),
  _or: clause(
    {
      ar: "مرشحات يكفي أن يصحّ أحدها، مرمّزة: a=1&b__gt=2",
      fr: "Filtres dont un seul suffit, encodés : a=1&b__gt=2",
      en: "Filters of which one is enough, encoded: a=1&b__gt=2",
    },
    severalTexts,
    true,
  ),
  where: clause(
    {
      ar: "شرط مثل: price > 10 and region in ('تونس', 'صفاقس')",
      fr: "Une condition : price > 10 and region in ('تونس', 'صفاقس')",
      en: "A condition: price > 10 and region in ('تونس', 'صفاقس')",
    },
    severalTexts,
    true,
  ),
  q: clause({
    ar: "كلمات يُبحث عنها في أعمدة النص",
    fr: "Mots cherchés dans les colonnes de texte",
    en: "Words sought in the columns of text",
  }),
  bbox: clause({
    ar: "الغرب,الجنوب,الشرق,الشمال بالدرجات",
    fr: "ouest,sud,est,nord en degrés",
    en: "west,south,east,north in degrees",
  }),
  refine: clause(
    {
      ar: "قيمة مختارة من وجه: column:value",
      fr: "Une valeur choisie dans une facette : column:value",
      en: "A value chosen in a facet: column:value",
    },
    severalTexts,
    true,
  ),
}

const facet = clause(
  {
    ar: "أعمدة تُعدّ قيمها الأكثر تكرارا",
    fr: "Colonnes dont on compte les valeurs les plus fréquentes",
    en: "Columns whose most frequent values are counted",
  },
  severalTexts,
  true,
)

const question = {
  ...conditions,
  select: clause({
    ar: "أعمدة وعبارات، مثل: region, sum(price) as total",
    fr: "Colonnes et expressions : region, sum(price) as total",
    en: "Columns and expressions: region, sum(price) as total",
  }),
  columns: clause({
    ar: "أسماء أعمدة فقط، بينها فواصل",
    fr: "Des noms de colonnes seuls, entre virgules",
    en: "Names of columns alone, between commas",
  }),
  group_by: clause({
    ar: "أعمدة أو عبارات يُجمّع حسبها",
    fr: "Colonnes ou expressions de groupement",
    en: "Columns or expressions to group by",
  }),
  having: clause({ ar: "شرط على المجموعات", fr: "Condition sur les groupes", en: "A condition on groups" }),
  order_by: clause({
    ar: "الترتيب، مثل: price desc, name",
    fr: "L’ordre : price desc, name",
    en: "The order: price desc, name",
  }),
  sort: clause({
    ar: "الترتيب بأسماء الأعمدة: -price,name",
    fr: "L’ordre par noms de colonnes : -price,name",
    en: "The order by names of columns: -price,name",
  }),
  limit: clause(
    { ar: "عدد الأسطر، 100 عادة", fr: "Nombre de lignes, 100 d’ordinaire", en: "Number of rows, usually 100" },
    { type: "integer", minimum: 0, maximum: 10_000 },
  ),
  offset: clause(
    {
      ar: "أسطر تُترك قبل الأولى؛ المؤشر أفضل",
      fr: "Lignes passées avant la première ; le curseur est préférable",
      en: "Rows left out before the first; a cursor is better",
    },
    { type: "integer", minimum: 0, maximum: 10_000 },
  ),
}

export const rowsQuery: Readonly<Record<string, Parameter>> = {
  ...question,
  cursor: clause({
    ar: "قيمة next من الصفحة السابقة",
    fr: "Valeur de next de la page précédente",
    en: "Value of next of the page before",
  }),
  facet,
}

const flag = (description: Texts) => choiceParameter(["0", "1"], description)

const exportQuery = {
  ...question,
  bom: flag({
    ar: "1: علامة BOM لبرامج الجداول كي تُقرأ العربية",
    fr: "1 : marque BOM pour les tableurs, qui lisent ainsi l’arabe",
    en: "1: a byte order mark for spreadsheet programs, so that they read Arabic",
  }),
  headers: flag({
    ar: "1: عناوين الأعمدة كما في الملف عوض أسمائها",
    fr: "1 : les en-têtes du fichier au lieu des noms",
    en: "1: headers as in the file, instead of names",
  }),
}

const pathParameters = {
  id: pathParameter({
    ar: "معرّف الجدول، أو معرّف توزيعة أوّل جداولها",
    fr: "Identifiant du tableau, ou de la distribution dont c’est le premier",
    en: "Identifier of the table, or of the distribution whose first table it is",
  }),
}

const ofTables = [
  "table-not-found",
  "table-not-ready",
  "not-a-table",
  "table-retired",
  "distribution-vanished",
] as const
const ofQuestions = [
  "unknown-column",
  "ambiguous-column",
  "unknown-operator",
  "unknown-query-function",
  "query-value",
  "query-type",
  "query-syntax",
  "query-arguments",
  "query-grouping",
  "query-conflict",
  "query-range",
  "query-too-complex",
  "query-impossible",
  "query-took-too-long",
  "query-too-large",
  "engine-busy",
] as const

const shared = {
  group: "tables",
  pathParameters,
  query: {},
  examples: [],
  refusals: ofTables,
  knowsCallers: true,
} as const
const table = "/tables/{id}"

export const tableAddresses: readonly Description[] = [
  {
    ...shared,
    id: "showTable",
    path: table,
    summary: {
      ar: "ما هو الجدول: أعمدته وأسطره ونسخته وشكله وروابطه",
      fr: "Ce qu’est le tableau : colonnes, lignes, version, forme, liens",
      en: "What the table is: columns, rows, version, shape, links",
    },
    answer: tableFacts,
    localised: true,
  },
  {
    ...shared,
    id: "listRows",
    path: `${table}/rows`,
    summary: tableTexts.rows,
    query: rowsQuery,
    answer: rowsPage,
    refusals: [...ofTables, ...ofQuestions, "invalid-cursor"],
  },
  {
    ...shared,
    id: "exportRows",
    path: `${table}/rows.{format}`,
    pathParameters: {
      ...pathParameters,
      format: {
        ...pathParameter({ ar: "الصيغة", fr: "Le format", en: "The format" }),
        json: { type: "string", enum: ["csv", "tsv", "json", "jsonl", "xlsx", "parquet", "geojson"] },
      },
    },
    summary: {
      ar: "كل ما يجده السؤال في ملف، بلا حدّ لعدد الأسطر. Parquet الجدول كله يُقرأ عن بعد بأجزائه",
      fr: "Tout ce que trouve la requête, en fichier, sans limite de lignes. Le Parquet du tableau entier se lit à distance, par plages",
      en: "All that the question finds, as a file without a limit of rows. Parquet of the whole table can be read from afar, by ranges",
    },
    query: exportQuery,
    answer: z.string(),
    answers: "text/csv",
    refusals: [...ofTables, ...ofQuestions, "range-not-satisfiable"],
  },
  {
    ...shared,
    id: "showTableSchema",
    path: `${table}/schema`,
    summary: {
      ar: "الأعمدة بصيغة Table Schema، بعناوينها في اللغات الثلاث",
      fr: "Les colonnes en Table Schema, avec leurs titres dans les trois langues",
      en: "Columns as a Table Schema, with titles in the three languages",
    },
    answer: tableSchemaAnswer,
    localised: true,
  },
  {
    ...shared,
    id: "showTableProfile",
    path: `${table}/profile`,
    summary: {
      ar: "قيم كل عمود: الناقص والمختلف والأدنى والأقصى والأكثر تكرارا",
      fr: "Les valeurs de chaque colonne : manquantes, différentes, extrêmes, fréquentes",
      en: "The values of each column: missing, different, extreme, frequent",
    },
    answer: profileAnswer,
  },
  {
    ...shared,
    id: "showTableFacets",
    path: `${table}/facets`,
    summary: {
      ar: "أكثر القيم تكرارا في أعمدة، ضمن ما يجده السؤال",
      fr: "Les valeurs les plus fréquentes de colonnes, parmi ce que trouve la requête",
      en: "The most frequent values of columns, among what the question finds",
    },
    query: { ...conditions, facet },
    answer: facetsAnswer,
    refusals: [...ofTables, ...ofQuestions],
  },
  {
    ...shared,
    id: "listTableChanges",
    path: `${table}/changes`,
    summary: {
      ar: "نسخ الجدول وما تغيّر بينها، من الأحدث",
      fr: "Les versions du tableau et leurs différences, la plus récente d’abord",
      en: "Versions of the table and what changed between them, newest first",
    },
    answer: changesAnswer,
  },
  {
    ...shared,
    id: "showTableOpenApi",
    path: `${table}/openapi.json`,
    summary: {
      ar: "وصف OpenAPI لهذا الجدول: معامل لكل عمود، بقيم حقيقية",
      fr: "La description OpenAPI de ce tableau : un paramètre par colonne, avec de vraies valeurs",
      en: "The OpenAPI description of this table: a parameter for each column, with real values",
    },
    answer: anyDocument,
    localised: true,
  },
  {
    ...shared,
    id: "askSql",
    method: "POST",
    repeatable: true,
    reads: true,
    path: `${table}/sql`,
    summary: {
      ar: "سؤال SQL واحد للقراءة: الجدول this، والجداول الأخرى بمعرّفها بين علامتي تنصيص. 5 ثوان و50000 سطر و64 ميغابايت على الأكثر",
      fr: "Une question SQL en lecture : ce tableau s’appelle this, les autres par leur identifiant entre guillemets. 5 s, 50 000 lignes et 64 Mo au plus",
      en: "One question in SQL, reading only: this table is this, others go by their id in double quotes. 5 s, 50,000 rows and 64 MB at most",
    },
    body: sqlQuestion,
    answer: sqlAnswer,
    refusals: [...ofTables, ...ofQuestions, "unknown-table", "query-not-read-only"],
    examples: [
      {
        title: { ar: "العدد حسب الولاية", fr: "Nombre par gouvernorat", en: "Number by governorate" },
        path: { id: "01930000-0000-7000-8000-000000000101" },
        query: "",
        body: { sql: "select governorate, count(*) as n from this group by 1 order by n desc" },
      },
    ],
  },
]
