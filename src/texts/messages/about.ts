import { messages } from "../messages.ts"

export interface ProseSection {
  readonly heading: string
  readonly paragraphs: readonly string[]
}

/** Editorial pages of the portal itself. */
export const aboutMessages = messages({
  ar: {
    about: {
      title: "من نحن",
      lead: "فهرس هو نقطة النفاذ الوحيدة إلى البيانات العمومية: يجمعها من بوابات الوزارات والمؤسسات والبلديات ويصفها بالكلمات نفسها.",
      sections: [
        {
          heading: "من أين تأتي البيانات",
          paragraphs: [
            "ينشر كل هيكل عمومي بياناته في بوابته أو في بوابة قطاعه. نزور هذه البوابات بانتظام ونجلب ما تغيّر. تذكر كل صفحة مصدرها وتاريخ آخر جلب.",
            "إذا توقفت بوابة عن الإجابة أو أرسلت قائمة ناقصة، لا نحذف شيئا: تبقى البيانات كما كانت إلى أن يتأكد سحبها.",
          ],
        },
        {
          heading: "ماذا نفعل بها",
          paragraphs: [
            "نوحّد المحاور والرخص والأماكن والصيغ، ونحفظ ما كتبه المصدر إلى جانبها. لا نغيّر الأرقام ولا الملفات.",
            "النص غير المترجم نعرضه بلغته الأصلية ونقول ذلك.",
          ],
        },
        {
          heading: "ماذا لو وجدت خطأ",
          paragraphs: ["في كل صفحة جهة الاتصال التي صرّح بها المنتج. راسله مباشرة واذكر المعرّف الدائم للمجموعة."],
        },
        {
          heading: "روابط لا تموت",
          paragraphs: [
            "لكل مجموعة بيانات معرّف دائم. إذا تغيّر العنوان فالرابط القديم يؤدي إلى الجديد، وإذا سُحبت المجموعة بقيت صفحتها وقالت لماذا.",
          ],
        },
      ] as readonly ProseSection[],
    },
    accessibility: {
      title: "النفاذ الرقمي",
      lead: "هذه البوابة للجميع: بالعربية أولا، على هاتف بسيط، بلوحة المفاتيح أو بقارئ الشاشة.",
      sections: [
        {
          heading: "ما نلتزم به",
          paragraphs: [
            "نتبع توصيات WCAG 2.2، المستوى AA. تُفحص كل صفحة آليا بثلاث لغات، على شاشة صغيرة وكبيرة، في الوضع الفاتح والداكن.",
            "تعمل كل الصفحات دون JavaScript، ولا يتحرك فيها شيء إذا اخترت ذلك في جهازك.",
          ],
        },
        {
          heading: "كيف تتنقل",
          paragraphs: [
            "المفتاح Tab ينقلك من رابط إلى رابط، وأول رابط في كل صفحة يوصلك إلى المحتوى مباشرة. الجداول العريضة تُمرَّر بالأسهم.",
          ],
        },
        {
          heading: "ما لا نضمنه",
          paragraphs: [
            "الملفات التي تنشرها الهياكل (PDF وصور ووثائق) تبقى عند أصحابها، وقد لا يكون النفاذ إليها كلها ميسورا. إن استعصى عليك ملف فاتصل بمنتجه.",
          ],
        },
      ] as readonly ProseSection[],
    },
    privacy: {
      title: "حماية المعطيات الشخصية",
      lead: "يمكنك أن تبحث وتقرأ وتنزّل دون أن تقول من أنت.",
      sections: [
        {
          heading: "ما لا نفعله",
          paragraphs: [
            "لا تودع صفحات البوابة ملفات تعريف الارتباط (cookies) ما دمت لم تدخل إلى حساب، ولا تحمّل شيئا من موقع آخر: لا خطوط ولا خرائط ولا أدوات قياس.",
          ],
        },
        {
          heading: "إن كان لك حساب",
          paragraphs: [
            "يودع الدخول ملف تعريف ارتباط واحدا يحفظ جلستك وينتهي معها. نحفظ عنوانك الإلكتروني واسمك وأدوارك وما نشرته. تجد كل ذلك في صفحة حسابك، ومنها تأخذ نسخة منه أو تغلق الحساب.",
          ],
        },
        {
          heading: "ما تسجّله الخوادم",
          paragraphs: ["يسجّل الخادم عنوان كل طلب ومدّته ونتيجته حتى نصلح الأعطاب. لا نربط ذلك بأشخاص."],
        },
        {
          heading: "المعطيات الشخصية في البيانات",
          paragraphs: [
            "البيانات العمومية لا تنشر معطيات شخصية إلا بإذن من القانون. إن وجدت اسمك أو رقمك في ملف فاتصل بمنتجه ليسحبه.",
          ],
        },
      ] as readonly ProseSection[],
    },
  },
  fr: {
    about: {
      title: "À propos",
      lead: "Fihrist est le point d’accès unique aux données publiques\u00a0: il les réunit depuis les portails des ministères, des établissements et des communes, et les décrit dans une seule langue documentaire.",
      sections: [
        {
          heading: "D’où viennent les données",
          paragraphs: [
            "Chaque organisme public publie sur son portail ou sur celui de son secteur. Nous visitons ces portails régulièrement et reprenons ce qui a changé. Chaque page nomme sa source et la date de la dernière moisson.",
            "Si un portail ne répond plus ou envoie une liste incomplète, rien n’est effacé\u00a0: les données restent telles quelles jusqu’à ce que leur retrait soit certain.",
          ],
        },
        {
          heading: "Ce que nous en faisons",
          paragraphs: [
            "Nous unifions thèmes, licences, lieux et formats, et gardons à côté ce que la source a écrit. Nous ne touchons ni aux chiffres ni aux fichiers.",
            "Un texte sans traduction est montré dans sa langue, et la page le dit.",
          ],
        },
        {
          heading: "Si vous trouvez une erreur",
          paragraphs: [
            "Chaque page donne le contact déclaré par le producteur. Écrivez-lui en citant l’identifiant permanent du jeu de données.",
          ],
        },
        {
          heading: "Des liens qui durent",
          paragraphs: [
            "Chaque jeu de données a un identifiant permanent. Si son adresse change, l’ancienne mène à la nouvelle\u202f; s’il est retiré, sa page reste et dit pourquoi.",
          ],
        },
      ],
    },
    accessibility: {
      title: "Accessibilité",
      lead: "Ce portail est pour tous\u00a0: sur un téléphone modeste, au clavier ou avec un lecteur d’écran.",
      sections: [
        {
          heading: "Nos engagements",
          paragraphs: [
            "Nous suivons les WCAG 2.2, niveau AA. Chaque page est contrôlée automatiquement en trois langues, sur petit et grand écran, en thème clair et sombre.",
            "Toutes les pages fonctionnent sans JavaScript, et rien ne bouge si votre appareil le demande.",
          ],
        },
        {
          heading: "Se déplacer",
          paragraphs: [
            "La touche Tab mène de lien en lien\u202f; le premier lien de chaque page conduit au contenu. Les tableaux larges défilent avec les flèches.",
          ],
        },
        {
          heading: "Ce que nous ne garantissons pas",
          paragraphs: [
            "Les fichiers publiés par les organismes (PDF, images, documents) restent chez eux et ne sont pas tous accessibles. En cas de difficulté, adressez-vous au producteur.",
          ],
        },
      ],
    },
    privacy: {
      title: "Données personnelles",
      lead: "Vous pouvez chercher, lire et télécharger sans dire qui vous êtes.",
      sections: [
        {
          heading: "Ce que nous ne faisons pas",
          paragraphs: [
            "Tant que vous n’êtes pas connecté, les pages du portail ne déposent aucun cookie. Elles ne chargent rien d’un autre site\u00a0: ni polices, ni cartes, ni mesure d’audience.",
          ],
        },
        {
          heading: "Si vous avez un compte",
          paragraphs: [
            "Se connecter dépose un seul cookie, qui tient votre session et finit avec elle. Nous gardons votre adresse, votre nom, vos rôles et ce que vous avez publié. La page de votre compte le montre, en donne une copie et permet de le fermer.",
          ],
        },
        {
          heading: "Ce que notent les serveurs",
          paragraphs: [
            "Le serveur note l’adresse de chaque demande, sa durée et son résultat, pour réparer les pannes. Rien n’est rattaché à une personne.",
          ],
        },
        {
          heading: "Les données personnelles dans les données",
          paragraphs: [
            "Les données publiques ne contiennent pas de données personnelles, sauf autorisation de la loi. Si vous trouvez votre nom ou votre numéro dans un fichier, demandez au producteur de le retirer.",
          ],
        },
      ],
    },
  },
  en: {
    about: {
      title: "About",
      lead: "Fihrist is the single point of access to public data: it gathers them from the portals of ministries, public establishments and municipalities and describes them in one vocabulary.",
      sections: [
        {
          heading: "Where the data come from",
          paragraphs: [
            "Each public body publishes on its own portal or on that of its sector. We visit these portals regularly and take over what changed. Each page names its source and the date of the last harvest.",
            "If a portal stops answering or sends an incomplete list, nothing is deleted: the data stay as they were until their withdrawal is certain.",
          ],
        },
        {
          heading: "What we do with them",
          paragraphs: [
            "We unify themes, licences, places and formats, and keep beside them what the source wrote. We change neither figures nor files.",
            "A text without a translation is shown in its own language, and the page says so.",
          ],
        },
        {
          heading: "If you find an error",
          paragraphs: [
            "Each page gives the contact declared by the publisher. Write to them and quote the permanent identifier of the dataset.",
          ],
        },
        {
          heading: "Links that last",
          paragraphs: [
            "Each dataset has a permanent identifier. If its address changes, the old one leads to the new one; if it is withdrawn, its page stays and says why.",
          ],
        },
      ],
    },
    accessibility: {
      title: "Accessibility",
      lead: "This portal is for everyone: on a modest phone, by keyboard or with a screen reader.",
      sections: [
        {
          heading: "What we commit to",
          paragraphs: [
            "We follow WCAG 2.2, level AA. Each page is checked automatically in three languages, on a small and a large screen, in the light and the dark theme.",
            "All pages work without JavaScript, and nothing moves if your device asks so.",
          ],
        },
        {
          heading: "Moving about",
          paragraphs: [
            "The Tab key leads from link to link; the first link of each page goes to the content. Wide tables scroll with the arrow keys.",
          ],
        },
        {
          heading: "What we do not guarantee",
          paragraphs: [
            "Files published by public bodies (PDF, images, documents) stay with them and are not all accessible. If one is difficult for you, write to its publisher.",
          ],
        },
      ],
    },
    privacy: {
      title: "Personal data",
      lead: "You can search, read and download without saying who you are.",
      sections: [
        {
          heading: "What we do not do",
          paragraphs: [
            "As long as you are not signed in, the portal’s pages set no cookie. They load nothing from another site: no fonts, no maps, no audience measurement.",
          ],
        },
        {
          heading: "If you have an account",
          paragraphs: [
            "Signing in sets one cookie, which keeps your session and ends with it. We keep your address, your name, your roles and what you published. The page of your account shows it, gives you a copy and lets you close it.",
          ],
        },
        {
          heading: "What the servers note",
          paragraphs: [
            "The server notes the address of each request, how long it took and its outcome, to repair failures. None of it is linked to a person.",
          ],
        },
        {
          heading: "Personal data within the data",
          paragraphs: [
            "Public data hold no personal data unless the law allows it. If you find your name or number in a file, ask its publisher to withdraw it.",
          ],
        },
      ],
    },
  },
})
