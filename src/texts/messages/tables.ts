import { messages } from "../messages.ts"

/**
 * Of files that became tables, and of those that could not: why there is none and what its publisher does, and what was
 * understood of the shape of a sheet. `{name}` stands for a value.
 */
export const tableMessages = messages({
  ar: {
    refusals: {
      "empty-file": "الملف فارغ. تحقق من عملية التصدير ثم أعد نشره.",
      "html-instead": "يعطي الرابط صفحة ويب لا ملفا. ضع رابط تنزيل الملف نفسه.",
      "login-page": "يطلب الرابط تسجيل الدخول. ضع رابطا مفتوحا للجميع، أو ارفع الملف إلى البوابة.",
      encrypted: "الملف محمي بكلمة عبور. احفظه دونها ثم أعد نشره.",
      damaged: "الملف تالف أو ناقص ولا يمكن قراءته إلى آخره. افتحه في برنامجك واحفظه من جديد ثم أعد نشره.",
      bomb: "يتضخم الملف المضغوط عند فتحه بشكل غير عادي فلم نفتحه. انشر الملفات التي بداخله مباشرة.",
      "too-large": "الملف أكبر من الحد المسموح به. قسّمه، حسب السنة أو الولاية مثلا، أو انشره بصيغة CSV أو Parquet.",
      "too-many-rows": "عدد الأسطر أكبر من الحد المسموح به ({limit}). قسّم الملف، حسب السنة أو الولاية مثلا.",
      "too-many-columns":
        "عدد الأعمدة أكبر من الحد المسموح به ({limit}). ضع في كل سطر قيمة واحدة مع سنتها أو مكانها عوض عمود لكل منها.",
      "took-too-long": "استغرقت قراءة الملف وقتا أطول من المسموح به. قسّمه أو احفظه بصيغة CSV ثم أعد نشره.",
      "no-table": "لم نجد في الملف جدولا: يلزم سطر عناوين تليه أسطر بالأعمدة نفسها.",
      "not-tabular": "هذا النوع من الملفات (نص أو صورة أو PDF…) لا يحمل جدولا. انشر البيانات بصيغة CSV أو XLSX أيضا.",
      "unknown-format": "لم نتعرف على صيغة الملف. احفظه بصيغة CSV أو XLSX أو GeoJSON ثم أعد نشره.",
      unreachable: "تعذّر تنزيل الملف من رابطه. تحقق من أن الرابط يعمل للجميع، أو ارفع الملف إلى البوابة.",
      "disk-full": "لم يبق في البوابة مكان كاف. سيُقرأ الملف من جديد، ولا شيء مطلوب منك.",
      internal: "حدث خطأ من عندنا أثناء قراءة الملف وقد سُجّل. سنعيد المحاولة.",
      "not-read": "لم يُقرأ هذا الملف جدولا: صيغته المعلنة لا تحمل جدولا أو رابطه لا يعمل. صحّح الصيغة أو الرابط.",
    },
    notes: {
      "not-utf8": "لم يكن النص بترميز UTF-8: قُرئ بالترميز {encoding}.",
      "title-rows": "فوق الجدول أسطر عناوين (عددها {rows}) وُضعت جانبا.",
      "header-at-line": "عناوين الأعمدة في السطر {line}.",
      "header-lines": "عناوين الأعمدة على عدة أسطر ({lines}) ضُمّت في عنوان واحد.",
      "no-header": "لا يحمل الملف عناوين أعمدة: رُقّمت الأعمدة.",
      "header-repeated": "تكرّر سطر العناوين داخل البيانات (عدد المرات: {times}) ووُضع جانبا.",
      "merged-cells": "كانت في الورقة خلايا مدمجة (عددها {cells}).",
      "unnamed-columns": "أعمدة دون عنوان (عددها {columns}) أُعطيت رقما.",
      "duplicate-names": "تكرّر عنوان عمود أو أكثر (العدد: {columns})، فميّزنا الأسماء بأرقام.",
      "empty-columns": "أعمدة فارغة (عددها {columns}) تُركت.",
      "empty-rows": "أسطر فارغة تُركت.",
      "ragged-rows": "في بعض الأسطر خلايا أكثر من العناوين: حُفظت في أعمدة إضافية.",
      "total-row": "أسطر المجاميع (عددها {rows}) وُضعت جانبا كي لا تُحسب مرتين.",
      footnotes: "أسفل الجدول أسطر ملاحظات (عددها {rows}) وُضعت جانبا.",
      "right-to-left": "الورقة من اليمين إلى اليسار.",
      "hidden-sheet": "الورقة مخفية في المصنف.",
      "row-limit-of-program":
        "يقف الملف عند الحد الأقصى للبرنامج ({rows} سطر): لعل أسطرا ضاعت عند التصدير. صدّره بصيغة CSV.",
      "broken-quotes": "في الملف علامات تنصيص لا تُغلق: أُصلحت القراءة، فراجع الأسطر المعنية.",
      "replaced-characters": "حروف غير مقروءة (عددها {characters}) عُوّضت بالعلامة �.",
      "not-fitting": "في العمود «{column}» قيم لا توافق نوعه (عددها {count}): حُفظت كما كُتبت.",
      "nested-flattened": "بيانات متداخلة بُسطت في أعمدة.",
      "mixed-geometry": "في الطبقة أشكال من أنواع مختلفة: {families}.",
      reprojected: "حُوّلت الإحداثيات من {from} إلى درجات WGS 84.",
      "reprojection-unknown": "لم يُعرف نظام الإحداثيات: عُدّت درجات WGS 84. انشر الملف مع تعريف نظامه.",
      "cut-cells": "خلايا أطول من {limit} حرف (عددها {cells}) قُطعت.",
      "personal-data": "قد يحمل العمود «{column}» معطيات شخصية.",
    },
  },
  fr: {
    refusals: {
      "empty-file": "Le fichier est vide. Vérifiez l’exportation, puis publiez-le de nouveau.",
      "html-instead": "L’adresse donne une page web et non un fichier. Indiquez l’adresse du fichier lui-même.",
      "login-page":
        "L’adresse demande de se connecter. Indiquez une adresse ouverte à tous, ou envoyez le fichier au portail.",
      encrypted: "Le fichier est protégé par un mot de passe. Enregistrez-le sans, puis publiez-le de nouveau.",
      damaged:
        "Le fichier est abîmé ou incomplet : il ne se lit pas jusqu’au bout. Ouvrez-le dans votre logiciel, enregistrez-le, puis publiez-le de nouveau.",
      bomb: "Ce fichier compressé gonfle anormalement à l’ouverture ; il n’a pas été ouvert. Publiez directement les fichiers qu’il contient.",
      "too-large":
        "Le fichier dépasse la taille admise. Divisez-le, par année ou par gouvernorat, ou publiez-le en CSV ou en Parquet.",
      "too-many-rows":
        "Le fichier a plus de lignes qu’il n’est admis ({limit}). Divisez-le, par année ou par gouvernorat.",
      "too-many-columns":
        "Le fichier a plus de colonnes qu’il n’est admis ({limit}). Mettez une valeur par ligne, avec son année ou son lieu, plutôt qu’une colonne pour chacun.",
      "took-too-long":
        "La lecture a pris plus de temps qu’il n’est permis. Divisez le fichier ou enregistrez-le en CSV, puis publiez-le de nouveau.",
      "no-table":
        "Aucun tableau n’a été trouvé dans le fichier : il faut une ligne d’en-têtes, puis des lignes de mêmes colonnes.",
      "not-tabular":
        "Ce genre de fichier (texte, image, PDF…) ne contient pas de tableau. Publiez aussi les données en CSV ou en XLSX.",
      "unknown-format":
        "Le format du fichier n’a pas été reconnu. Enregistrez-le en CSV, XLSX ou GeoJSON, puis publiez-le de nouveau.",
      unreachable:
        "Le fichier n’a pas pu être téléchargé. Vérifiez que l’adresse marche pour tous, ou envoyez le fichier au portail.",
      "disk-full": "Le portail manque de place. Le fichier sera relu ; vous n’avez rien à faire.",
      internal: "Une erreur de notre côté a arrêté la lecture du fichier ; elle est notée. Nous réessaierons.",
      "not-read":
        "Ce fichier n’a pas été lu comme un tableau : le format déclaré n’en contient pas, ou l’adresse ne répond pas. Corrigez le format ou l’adresse.",
    },
    notes: {
      "not-utf8": "Le texte n’était pas en UTF-8 : il a été lu en {encoding}.",
      "title-rows": "Lignes de titre au-dessus du tableau, mises de côté : {rows}.",
      "header-at-line": "Les en-têtes sont à la ligne {line}.",
      "header-lines": "Les en-têtes tiennent sur plusieurs lignes ({lines}), réunies en une.",
      "no-header": "Le fichier n’a pas d’en-têtes : les colonnes sont numérotées.",
      "header-repeated": "La ligne d’en-têtes est répétée dans les données (fois : {times}) ; mise de côté.",
      "merged-cells": "La feuille avait des cellules fusionnées : {cells}.",
      "unnamed-columns": "Colonnes sans en-tête, numérotées : {columns}.",
      "duplicate-names": "En-têtes répétés, distingués par un numéro : {columns}.",
      "empty-columns": "Colonnes vides laissées de côté : {columns}.",
      "empty-rows": "Des lignes vides ont été laissées de côté.",
      "ragged-rows": "Des lignes ont plus de cellules que d’en-têtes : elles sont gardées dans des colonnes en plus.",
      "total-row": "Lignes de total mises de côté, pour ne pas compter deux fois : {rows}.",
      footnotes: "Lignes de notes sous le tableau, mises de côté : {rows}.",
      "right-to-left": "La feuille se lit de droite à gauche.",
      "hidden-sheet": "La feuille est masquée dans le classeur.",
      "row-limit-of-program":
        "Le fichier s’arrête à la limite du logiciel ({rows} lignes) : des lignes ont pu se perdre. Exportez-le en CSV.",
      "broken-quotes": "Des guillemets ne se ferment pas : la lecture a été réparée, vérifiez les lignes en cause.",
      "replaced-characters": "Caractères illisibles remplacés par « � » : {characters}.",
      "not-fitting":
        "La colonne « {column} » a des valeurs qui ne sont pas de son type, gardées telles quelles : {count}.",
      "nested-flattened": "Des données imbriquées ont été mises à plat en colonnes.",
      "mixed-geometry": "La couche mêle des formes différentes : {families}.",
      reprojected: "Les coordonnées ont été converties de {from} en degrés WGS 84.",
      "reprojection-unknown":
        "Le système de coordonnées n’est pas dit : elles sont prises pour des degrés WGS 84. Publiez le fichier avec sa définition.",
      "cut-cells": "Cellules de plus de {limit} caractères, coupées : {cells}.",
      "personal-data": "La colonne « {column} » pourrait contenir des données personnelles.",
    },
  },
  en: {
    refusals: {
      "empty-file": "The file is empty. Check the export, then publish it again.",
      "html-instead": "The address gives a web page, not a file. Give the address of the file itself.",
      "login-page": "The address asks people to sign in. Give one that is open to all, or upload the file here.",
      encrypted: "The file is protected by a password. Save it without one, then publish it again.",
      damaged:
        "The file is damaged or incomplete and cannot be read to its end. Open it in your program, save it, then publish it again.",
      bomb: "This compressed file grows beyond measure when opened, so it was not. Publish the files inside it directly.",
      "too-large":
        "The file is larger than the limit. Split it, by year or governorate, or publish it as CSV or Parquet.",
      "too-many-rows": "The file has more rows than the limit ({limit}). Split it, by year or governorate.",
      "too-many-columns":
        "The file has more columns than the limit ({limit}). Put one value in each row, with its year or place, instead of a column for each.",
      "took-too-long":
        "Reading the file took longer than the limit. Split it or save it as CSV, then publish it again.",
      "no-table": "No table was found in the file: it needs a row of headers, then rows with the same columns.",
      "not-tabular": "This kind of file (text, picture, PDF…) holds no table. Publish the data as CSV or XLSX too.",
      "unknown-format":
        "The format of the file was not recognised. Save it as CSV, XLSX or GeoJSON, then publish it again.",
      unreachable:
        "The file could not be downloaded. Check that its address works for everybody, or upload the file here.",
      "disk-full": "The portal is short of space. The file will be read again; nothing is asked of you.",
      internal: "Something went wrong on our side while the file was read; it is on record. We will try again.",
      "not-read":
        "This file was not read as a table: its declared format holds none, or its address does not work. Correct the format or the address.",
    },
    notes: {
      "not-utf8": "The text was not UTF-8: it was read as {encoding}.",
      "title-rows": "Title rows above the table, set aside: {rows}.",
      "header-at-line": "The headers stand at line {line}.",
      "header-lines": "The headers take several lines ({lines}), joined into one.",
      "no-header": "The file has no headers: the columns are numbered.",
      "header-repeated": "The header row is repeated among the data (times: {times}); set aside.",
      "merged-cells": "Merged cells in the sheet: {cells}.",
      "unnamed-columns": "Columns without a header, numbered: {columns}.",
      "duplicate-names": "Repeated headers, told apart by a number: {columns}.",
      "empty-columns": "Empty columns, left out: {columns}.",
      "empty-rows": "Empty rows were left out.",
      "ragged-rows": "Some rows have more cells than there are headers: they are kept in further columns.",
      "total-row": "Rows of totals, set aside so that nothing counts twice: {rows}.",
      footnotes: "Rows of notes below the table, set aside: {rows}.",
      "right-to-left": "The sheet reads from right to left.",
      "hidden-sheet": "The sheet is hidden in its workbook.",
      "row-limit-of-program":
        "The file ends at the limit of its program ({rows} rows): rows may have been lost. Export it as CSV.",
      "broken-quotes": "Some quotes are never closed: reading was mended, check the rows concerned.",
      "replaced-characters": "Unreadable characters, replaced by “�”: {characters}.",
      "not-fitting": "The column “{column}” has values that do not fit its type, kept as written: {count}.",
      "nested-flattened": "Nested data was flattened into columns.",
      "mixed-geometry": "The layer mixes shapes of several kinds: {families}.",
      reprojected: "Coordinates were converted from {from} to degrees of WGS 84.",
      "reprojection-unknown":
        "The coordinate system is not told: they are taken for degrees of WGS 84. Publish the file with its definition.",
      "cut-cells": "Cells longer than {limit} characters, cut: {cells}.",
      "personal-data": "The column “{column}” may hold personal data.",
    },
  },
})

type Values = Readonly<Record<string, unknown>>

/** Why a file is no table and what its publisher does; what is not known is our failure. */
export function tableRefusalText(language: keyof typeof tableMessages, reason: string, values: Values = {}): string {
  const texts: Readonly<Record<string, string>> = tableMessages[language].refusals
  const template = Object.hasOwn(texts, reason) ? texts[reason]! : tableMessages[language].refusals.internal
  return filled(template, values)
}

export function tableNoteText(
  language: keyof typeof tableMessages,
  code: keyof (typeof tableMessages)["ar"]["notes"],
  values: Values = {},
): string {
  // Counted by cells, or by values of a layer.
  const count = values.count ?? values.values
  return filled(tableMessages[language].notes[code], { ...values, ...(count === undefined ? {} : { count }) })
}

function filled(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = values[name]
    return Array.isArray(value) ? value.join(", ") : String(value ?? "")
  })
}
