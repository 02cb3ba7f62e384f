import { messages } from "../messages.ts"
import { counted } from "../plural.ts"

/** The things we count, in each language's own grammar. */
export const countMessages = messages({
  ar: {
    datasets: (count: number) =>
      counted("ar", count, {
        zero: "لا مجموعات بيانات",
        one: "مجموعة بيانات واحدة",
        two: "مجموعتا بيانات",
        few: "# مجموعات بيانات",
        many: "# مجموعة بيانات",
        other: "# مجموعة بيانات",
      }),
    files: (count: number) =>
      counted("ar", count, {
        zero: "لا ملفات",
        one: "ملف واحد",
        two: "ملفان",
        few: "# ملفات",
        many: "# ملفا",
        other: "# ملف",
      }),
    organizations: (count: number) =>
      counted("ar", count, {
        zero: "لا هياكل",
        one: "هيكل واحد",
        two: "هيكلان",
        few: "# هياكل",
        many: "# هيكلا",
        other: "# هيكل",
      }),
    columns: (count: number) =>
      counted("ar", count, {
        zero: "لا أعمدة",
        one: "عمود واحد",
        two: "عمودان",
        few: "# أعمدة",
        many: "# عمودا",
        other: "# عمود",
      }),
    others: (count: number) =>
      counted("ar", count, {
        zero: "لا شيء غيرها",
        one: "واحد آخر",
        two: "اثنان آخران",
        few: "# أخرى",
        many: "# أخرى",
        other: "# أخرى",
      }),
  },
  fr: {
    datasets: (count: number) => counted("fr", count, { one: "# jeu de données", other: "# jeux de données" }),
    files: (count: number) => counted("fr", count, { zero: "aucun fichier", one: "# fichier", other: "# fichiers" }),
    organizations: (count: number) => counted("fr", count, { one: "# organisme", other: "# organismes" }),
    columns: (count: number) => counted("fr", count, { one: "# colonne", other: "# colonnes" }),
    others: (count: number) => counted("fr", count, { one: "# autre", other: "# autres" }),
  },
  en: {
    datasets: (count: number) => counted("en", count, { one: "# dataset", other: "# datasets" }),
    files: (count: number) => counted("en", count, { zero: "no file", one: "# file", other: "# files" }),
    organizations: (count: number) => counted("en", count, { one: "# body", other: "# bodies" }),
    columns: (count: number) => counted("en", count, { one: "# column", other: "# columns" }),
    others: (count: number) => counted("en", count, { one: "# other", other: "# others" }),
  },
})
