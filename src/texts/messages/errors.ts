import { messages } from "../messages.ts"

/** Pages that refuse: what happened, and what to do. */
export const errorMessages = messages({
  ar: {
    notFound: {
      title: "لا شيء في هذا الموضع من الفهرس",
      text: "ربما تغيّر العنوان أو كُتب خطأ. صفحات البيانات المسحوبة تبقى وتقول لماذا سُحبت: فهذا الرابط لم يوجد قط.",
    },
    gone: {
      title: "سُحب هذا السجل",
      text: "كان هنا ثم سُحب. ابحث عن بيانات مشابهة.",
    },
    badRequest: {
      title: "لم نفهم هذا العنوان",
      text: "في العنوان قيمة لا تصلح. عُد إلى البداية أو ابحث من جديد.",
    },
    tooMany: {
      title: "طلبات كثيرة في وقت قصير",
      text: "انتظر دقيقة ثم أعد المحاولة. للتنزيل بالجملة، استعمل واجهة البرمجة.",
    },
    failure: {
      title: "حدث خطأ من عندنا",
      text: "سجّلنا الخطأ وسننظر فيه. أعد المحاولة بعد قليل.",
    },
    unavailable: {
      title: "البوابة تستعد",
      text: "البحث غير جاهز بعد. أعد المحاولة بعد لحظات.",
    },
    reference: (id: string) => `مرجع الخطأ: ${id}`,
    search: "ابحث في البيانات",
    nearest: "أقرب ما وجدناه",
    home: "الصفحة الرئيسية",
  },
  fr: {
    notFound: {
      title: "Rien à cet endroit de l’index",
      text: "L’adresse a peut-être changé, ou contient une faute. Les pages des données retirées restent et disent pourquoi\u00a0: ce lien n’a donc jamais existé.",
    },
    gone: {
      title: "Cette fiche a été retirée",
      text: "Elle était ici, puis a été retirée. Cherchez des données voisines.",
    },
    badRequest: {
      title: "Adresse incomprise",
      text: "L’adresse contient une valeur inutilisable. Revenez à l’accueil ou cherchez de nouveau.",
    },
    tooMany: {
      title: "Trop de demandes en peu de temps",
      text: "Attendez une minute, puis réessayez. Pour tout télécharger, utilisez l’interface de programmation.",
    },
    failure: {
      title: "Une erreur de notre part",
      text: "Elle est enregistrée et sera examinée. Réessayez dans un moment.",
    },
    unavailable: {
      title: "Le portail se prépare",
      text: "La recherche n’est pas encore prête. Réessayez dans quelques instants.",
    },
    reference: (id: string) => `Référence de l’erreur\u00a0: ${id}`,
    search: "Chercher dans les données",
    nearest: "Ce que nous avons de plus proche",
    home: "Accueil",
  },
  en: {
    notFound: {
      title: "Nothing at this place in the index",
      text: "The address may have changed or be misspelt. Pages of withdrawn data stay and say why, so this link never existed.",
    },
    gone: {
      title: "This record was withdrawn",
      text: "It was here, then it was withdrawn. Search for similar data.",
    },
    badRequest: {
      title: "We did not understand this address",
      text: "The address holds a value that cannot be used. Go back to the start or search again.",
    },
    tooMany: {
      title: "Too many requests in a short time",
      text: "Wait a minute, then try again. To download in bulk, use the programming interface.",
    },
    failure: {
      title: "An error on our side",
      text: "It is recorded and will be looked at. Try again in a moment.",
    },
    unavailable: {
      title: "The portal is getting ready",
      text: "Search is not ready yet. Try again in a few moments.",
    },
    reference: (id: string) => `Error reference: ${id}`,
    search: "Search the data",
    nearest: "The closest we found",
    home: "Home",
  },
})
