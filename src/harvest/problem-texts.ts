import type { Language } from "../texts/index.ts"

type Sentence = Readonly<Record<Language, string>>

/**
 * What is wrong with one record or one of its values, and what its publisher does about it. Codes are public and stable:
 * docs/reference/harvest-problems.md describes each, and a test compares the two.
 */
export const problemTexts = {
  "not-an-object": {
    en: "This entry of the catalogue is not a record. Have the source export each dataset as an object with its fields.",
    fr: "Cette entrée du catalogue n’est pas une fiche. Faites exporter par la source chaque jeu de données comme un objet avec ses champs.",
    ar: "هذا العنصر من الفهرس ليس سجلا. يجب أن يصدّر المصدر كل مجموعة بيانات في شكل كائن له خاناته.",
  },
  "missing-title": {
    en: "The record has no title, so nobody could find or recognise it. Give it a title at the source.",
    fr: "La fiche n’a pas de titre\u00a0: personne ne pourrait la trouver ni la reconnaître. Donnez-lui un titre à la source.",
    ar: "لا عنوان لهذا السجل فلا يمكن العثور عليه ولا التعرف عليه. أضف إليه عنوانا في المصدر.",
  },
  "missing-identifier": {
    en: "The record has neither identifier nor name, so it could not be recognised at the next harvest. Give it a permanent identifier at the source.",
    fr: "La fiche n’a ni identifiant ni nom\u00a0: elle ne serait pas reconnue à la prochaine moisson. Donnez-lui un identifiant permanent à la source.",
    ar: "ليس للسجل معرّف ولا اسم فلا يمكن التعرف عليه في عملية الجلب القادمة. أسند إليه معرّفا دائما في المصدر.",
  },
  "duplicate-id": {
    en: "Another record of this catalogue has the same identifier; the first one was kept. Give each dataset an identifier of its own.",
    fr: "Une autre fiche de ce catalogue porte le même identifiant\u202f; la première a été gardée. Donnez à chaque jeu de données son propre identifiant.",
    ar: "يوجد سجل آخر في هذا الفهرس بنفس المعرّف وقد تم الاحتفاظ بالأول. أسند لكل مجموعة بيانات معرّفا خاصا بها.",
  },
  renumbered: {
    en: "The source gave this record a new identifier; it was recognised by its content, and its dataset goes on. Keep identifiers as they are at the source.",
    fr: "La source a donné à cette fiche un nouvel identifiant\u202f; elle a été reconnue à son contenu et son jeu de données continue. Gardez les identifiants tels quels à la source.",
    ar: "أسند المصدر إلى هذا السجل معرّفا جديدا وقد تم التعرف عليه من محتواه فتتواصل مجموعة بياناته. حافظ على المعرّفات كما هي في المصدر.",
  },
  "joined-by-identifier": {
    en: "Another source gives a dataset with the same identifier, so both are one dataset here with two sources. If they are not the same, correct the identifier at one of the sources.",
    fr: "Une autre source donne un jeu de données avec le même identifiant\u00a0: ici, les deux n’en font qu’un, avec deux sources. S’ils sont différents, corrigez l’identifiant dans l’une des sources.",
    ar: "يقدّم مصدر آخر مجموعة بيانات بنفس المعرّف فهما هنا مجموعة واحدة لها مصدران. إن كانتا مختلفتين فصحّح المعرّف في أحد المصدرين.",
  },
  "own-record": {
    en: "The record was left out because it comes from this portal: the source harvested it here, or from a portal that did. What is said of it here holds; nothing needs to be done.",
    fr: "La fiche a été laissée de côté car elle vient de ce portail\u00a0: la source l’a moissonnée ici, ou chez un portail qui l’a fait. Ce qui en est dit ici fait foi\u202f; il n’y a rien à faire.",
    ar: "تُرك السجل لأنه صادر عن هذه البوابة: جلبه المصدر من هنا أو من بوابة جلبته من هنا. يبقى المعتمد ما ورد بشأنه هنا ولا حاجة إلى أي إجراء.",
  },
  "record-unreadable": {
    en: "The record could not be read because of a fault in the portal. Report it to the portal's team with the record's identifier.",
    fr: "La fiche n’a pas pu être lue à cause d’un défaut du portail. Signalez-le à l’équipe du portail avec l’identifiant de la fiche.",
    ar: "تعذرت قراءة السجل بسبب خلل في البوابة. أبلغ فريق البوابة مع ذكر معرّف السجل.",
  },
  "record-not-storable": {
    en: "The database cannot hold a value of the record, such as an identifier of thousands of characters, so the record was not taken over. Correct it at the source.",
    fr: "La base de données ne peut pas contenir une valeur de la fiche, par exemple un identifiant de milliers de caractères\u202f; la fiche n’a pas été reprise. Corrigez-la à la source.",
    ar: "لا يمكن لقاعدة البيانات حفظ إحدى قيم السجل مثل معرّف من آلاف الحروف فلم يتم أخذه. صحّحه في المصدر.",
  },
  "more-problems": {
    en: "The record has more problems than are listed here; the number left out is given. Correct the ones listed first.",
    fr: "La fiche a plus de problèmes que ceux listés ici\u202f; le nombre des autres est indiqué. Corrigez d’abord ceux de la liste.",
    ar: "في السجل مشاكل أكثر من المذكورة هنا وعدد البقية مبيّن. صحّح المذكورة أولا.",
  },
  "left-out": {
    en: "The record was left out of the catalogue on purpose: the source itself or a filter says so, for the reason given. If it should be published, change that at the source or in the filters.",
    fr: "La fiche a été laissée de côté à dessein\u00a0: la source elle-même ou un filtre le demande, pour la raison indiquée. Si elle doit être publiée, changez cela à la source ou dans les filtres.",
    ar: "تُرك السجل خارج الفهرس قصدا لأن المصدر نفسه أو أحد المرشّحات يطلب ذلك للسبب المذكور. إن كان يجب نشره فغيّر ذلك في المصدر أو في المرشّحات.",
  },
  "files-gone": {
    en: "The record had files and names none any more. Give it its files back at the source, or withdraw it there.",
    fr: "La fiche avait des fichiers et n’en cite plus aucun. Rendez-lui ses fichiers à la source, ou retirez-la là-bas.",
    ar: "كانت للسجل ملفات ولم يعد يذكر أي ملف. أعد إليه ملفاته في المصدر أو اسحبه هناك.",
  },
  "wrong-type": {
    en: "The field does not hold a text or a list of texts, so it was left out. Correct its type at the source.",
    fr: "Le champ ne contient ni un texte ni une liste de textes\u202f; il a été laissé de côté. Corrigez son type à la source.",
    ar: "لا تحتوي الخانة على نص أو قائمة نصوص فتم تجاهلها. صحّح نوعها في المصدر.",
  },
  "too-many-values": {
    en: "The field holds more values than the portal keeps; the first ones were kept. Shorten the list at the source.",
    fr: "Le champ contient plus de valeurs que le portail n’en garde\u202f; les premières ont été gardées. Raccourcissez la liste à la source.",
    ar: "تحتوي الخانة على قيم أكثر مما تحفظه البوابة وقد تم الاحتفاظ بالأولى. اختصر القائمة في المصدر.",
  },
  "text-too-long": {
    en: "The text is longer than the portal keeps and was cut. Shorten it at the source, or put the details in a document.",
    fr: "Le texte dépasse la longueur conservée par le portail et a été coupé. Raccourcissez-le à la source ou mettez les détails dans un document.",
    ar: "النص أطول مما تحفظه البوابة فتم قصّه. اختصره في المصدر أو ضع التفاصيل في وثيقة.",
  },
  "placeholder-text": {
    en: "The text only says that nothing is specified, so it was left out. Write a real text at the source, or leave the field empty.",
    fr: "Le texte dit seulement que rien n’est précisé\u202f; il a été laissé de côté. Écrivez un vrai texte à la source ou laissez le champ vide.",
    ar: "النص لا يفيد إلا بعدم التحديد فتم تجاهله. اكتب نصا حقيقيا في المصدر أو اترك الخانة فارغة.",
  },
  "invalid-url": {
    en: "This is not a web address, so the link was left out. Give the complete address, starting with https://.",
    fr: "Ce n’est pas une adresse web\u202f; le lien a été laissé de côté. Donnez l’adresse complète, commençant par https://.",
    ar: "هذا ليس عنوان واب فتم تجاهل الرابط. أدخل العنوان كاملا بدءا بـ https://.",
  },
  "unsafe-url": {
    en: "The address would run code or open a local file, so it was left out. Publish the data at an address that starts with https://.",
    fr: "L’adresse exécuterait du code ou ouvrirait un fichier local\u202f; elle a été laissée de côté. Publiez les données à une adresse commençant par https://.",
    ar: "هذا العنوان ينفّذ برنامجا أو يفتح ملفا محليا فتم تجاهله. انشر البيانات على عنوان يبدأ بـ https://.",
  },
  "unsupported-scheme": {
    en: "Browsers do not open this kind of address, so the link was left out. Publish the data at an address that starts with https://.",
    fr: "Les navigateurs n’ouvrent pas ce type d’adresse\u202f; le lien a été laissé de côté. Publiez les données à une adresse commençant par https://.",
    ar: "لا تفتح المتصفحات هذا النوع من العناوين فتم تجاهل الرابط. انشر البيانات على عنوان يبدأ بـ https://.",
  },
  "repaired-url": {
    en: "The address held spaces, hidden characters or a password, or lacked its beginning; it was repaired. Correct it at the source.",
    fr: "L’adresse contenait des espaces, des caractères cachés ou un mot de passe, ou il lui manquait le début\u202f; elle a été réparée. Corrigez-la à la source.",
    ar: "كان العنوان يحتوي على فراغات أو حروف خفية أو كلمة مرور أو كانت بدايته ناقصة فتم إصلاحه. صحّحه في المصدر.",
  },
  "missing-url": {
    en: "The distribution has no address, so the dataset's own page is given in its place. Add the address of the file at the source.",
    fr: "La distribution n’a pas d’adresse\u202f; la page du jeu de données est donnée à la place. Ajoutez l’adresse du fichier à la source.",
    ar: "ليس للتوزيعة عنوان فتم تعويضه بصفحة مجموعة البيانات. أضف عنوان الملف في المصدر.",
  },
  "distribution-without-url": {
    en: "The distribution has no usable address and was left out: nobody could open it. Add the address of the file at the source.",
    fr: "La distribution n’a pas d’adresse utilisable et a été laissée de côté\u00a0: personne ne pourrait l’ouvrir. Ajoutez l’adresse du fichier à la source.",
    ar: "ليس للتوزيعة عنوان صالح فتم تجاهلها لأنه لا يمكن لأحد فتحها. أضف عنوان الملف في المصدر.",
  },
  "bad-date": {
    en: "This is not a date, so it was left out. Write dates as YYYY-MM-DD.",
    fr: "Ce n’est pas une date\u202f; la valeur a été laissée de côté. Écrivez les dates sous la forme AAAA-MM-JJ.",
    ar: "هذا ليس تاريخا فتم تجاهله. اكتب التواريخ في شكل YYYY-MM-DD.",
  },
  "bad-period": {
    en: "This is not a period, so it was left out. Write the first and the last date, as in 2024-01-01/2024-12-31.",
    fr: "Ce n’est pas une période\u202f; la valeur a été laissée de côté. Écrivez la première et la dernière date, par exemple 2024-01-01/2024-12-31.",
    ar: "هذه ليست فترة زمنية فتم تجاهلها. اكتب التاريخ الأول والأخير مثل 2024-01-01/2024-12-31.",
  },
  "period-reversed": {
    en: "The period ends before it begins, so it was left out. Correct the two dates at the source.",
    fr: "La période se termine avant de commencer\u202f; elle a été laissée de côté. Corrigez les deux dates à la source.",
    ar: "تنتهي الفترة قبل بدايتها فتم تجاهلها. صحّح التاريخين في المصدر.",
  },
  "bad-size": {
    en: "This is not a file size, so it was left out. Give the number of bytes.",
    fr: "Ce n’est pas une taille de fichier\u202f; la valeur a été laissée de côté. Donnez le nombre d’octets.",
    ar: "هذا ليس حجم ملف فتم تجاهله. أدخل عدد البايتات.",
  },
  "bad-email": {
    en: "This is not an e-mail address, so it was left out. Correct the contact at the source.",
    fr: "Ce n’est pas une adresse électronique\u202f; elle a été laissée de côté. Corrigez le contact à la source.",
    ar: "هذا ليس عنوان بريد إلكتروني فتم تجاهله. صحّح جهة الاتصال في المصدر.",
  },
  "bad-bbox": {
    en: "The coordinates are not a place on Earth in degrees, so they were left out. Give west, south, east, north in WGS 84.",
    fr: "Les coordonnées ne désignent pas un lieu sur Terre en degrés\u202f; elles ont été laissées de côté. Donnez ouest, sud, est, nord en WGS 84.",
    ar: "الإحداثيات لا تعيّن مكانا على الأرض بالدرجات فتم تجاهلها. أدخل الغرب والجنوب والشرق والشمال بنظام WGS 84.",
  },
  "unknown-language": {
    en: "This language is not known, so it was left out. Use a code such as ar, fr or en.",
    fr: "Cette langue n’est pas connue\u202f; elle a été laissée de côté. Utilisez un code comme ar, fr ou en.",
    ar: "هذه اللغة غير معروفة فتم تجاهلها. استعمل رمزا مثل ar أو fr أو en.",
  },
  "unknown-licence": {
    en: "This licence is not in the portal's list; it is shown as written, and re-users cannot tell whether the data are open. Choose a licence of the list, or ask the portal to add it.",
    fr: "Cette licence ne figure pas dans la liste du portail\u202f; elle est affichée telle quelle, et les réutilisateurs ne peuvent savoir si les données sont ouvertes. Choisissez une licence de la liste ou demandez son ajout.",
    ar: "هذه الرخصة ليست في قائمة البوابة فتُعرض كما كُتبت ولا يمكن لمعيدي الاستعمال معرفة ما إذا كانت البيانات مفتوحة. اختر رخصة من القائمة أو اطلب إضافتها.",
  },
  "unknown-frequency": {
    en: "This update frequency is not understood; it is kept as written. Use a word such as monthly or annual, or a code of the EU frequency list.",
    fr: "Ce rythme de mise à jour n’est pas compris\u202f; il est gardé tel quel. Utilisez un mot comme mensuelle ou annuelle, ou un code de la liste européenne.",
    ar: "دورية التحيين هذه غير مفهومة فتُحفظ كما كُتبت. استعمل كلمة مثل شهري أو سنوي أو رمزا من القائمة الأوروبية.",
  },
  "unknown-theme": {
    en: "This theme is not in the portal's list; it is kept as written. Map it to one of the portal's themes.",
    fr: "Ce thème ne figure pas dans la liste du portail\u202f; il est gardé tel quel. Faites-le correspondre à l’un des thèmes du portail.",
    ar: "هذا المحور ليس في قائمة البوابة فيُحفظ كما كُتب. اربطه بأحد محاور البوابة.",
  },
  "unknown-format": {
    en: "This file format is not known; it is shown as written. Use the usual short name, such as CSV, XLSX or GeoJSON.",
    fr: "Ce format de fichier n’est pas connu\u202f; il est affiché tel quel. Utilisez le nom court habituel, comme CSV, XLSX ou GeoJSON.",
    ar: "صيغة الملف هذه غير معروفة فتُعرض كما كُتبت. استعمل الاسم المختصر المعتاد مثل CSV أو XLSX أو GeoJSON.",
  },
  "format-mismatch": {
    en: "The declared format and the extension of the file differ. Correct the one that is wrong: readers choose by format.",
    fr: "Le format déclaré et l’extension du fichier diffèrent. Corrigez celui qui est faux\u00a0: les lecteurs choisissent par format.",
    ar: "تختلف الصيغة المصرّح بها عن امتداد الملف. صحّح الخطأ منهما لأن القراء يختارون حسب الصيغة.",
  },
  "unknown-access-level": {
    en: "This access level is not understood; the record counts as restricted until it is corrected. Use public, restricted public or non-public.",
    fr: "Ce niveau d’accès n’est pas compris\u202f; la fiche est considérée comme restreinte jusqu’à correction. Utilisez public, restricted public ou non-public.",
    ar: "مستوى النفاذ هذا غير مفهوم فيُعتبر السجل مقيّدا إلى حين تصحيحه. استعمل public أو restricted public أو non-public.",
  },
  "unknown-series": {
    en: "The collection that the dataset belongs to is not in this catalogue, so the link was left out. Publish the collection too, or remove the reference.",
    fr: "La collection à laquelle appartient le jeu de données n’est pas dans ce catalogue\u202f; le lien a été laissé de côté. Publiez aussi la collection ou retirez la référence.",
    ar: "المجموعة الأم التي تنتمي إليها مجموعة البيانات غير موجودة في هذا الفهرس فتم تجاهل الرابط. انشر المجموعة الأم أيضا أو احذف الإشارة إليها.",
  },
  "invalid-iri": {
    en: "The identifier holds characters that no address may hold, such as spaces; they were escaped. Correct it at the source: if it changes later, the record becomes another one.",
    fr: "L’identifiant contient des caractères interdits dans une adresse, comme des espaces\u202f; ils ont été échappés. Corrigez-le à la source\u00a0: s’il change plus tard, la fiche deviendra une autre fiche.",
    ar: "يحتوي المعرّف على حروف ممنوعة في العناوين كالفراغات فتم ترميزها. صحّحه في المصدر: إن تغيّر لاحقا صار السجل سجلا آخر.",
  },
  "text-beside-resource": {
    en: "The RDF/XML property has both an rdf:resource and a text; the text became the label of that resource. Have the source write one or the other.",
    fr: "La propriété RDF/XML a à la fois un rdf:resource et un texte\u202f; le texte est devenu le libellé de cette ressource. Faites écrire l’un ou l’autre par la source.",
    ar: "للخاصية في RDF/XML قيمة rdf:resource ونص معا فصار النص تسمية لذلك المورد. يجب أن يكتب المصدر أحدهما فقط.",
  },
  "stray-text": {
    en: "Text stands between two RDF/XML elements, where it means nothing; it was dropped. Have the source put it into a property.",
    fr: "Du texte se trouve entre deux éléments RDF/XML, où il ne signifie rien\u202f; il a été laissé de côté. Faites-le mettre dans une propriété par la source.",
    ar: "يوجد نص بين عنصرين من RDF/XML حيث لا معنى له فتم تجاهله. يجب أن يضعه المصدر داخل خاصية.",
  },
  "bare-ampersand": {
    en: "The XML holds an “&” that is not written “&amp;”; it was escaped. Have the source's export write it correctly.",
    fr: "Le XML contient un «\u00a0&\u00a0» qui n’est pas écrit «\u00a0&amp;\u00a0»\u202f; il a été échappé. Faites corriger l’export de la source.",
    ar: "يحتوي XML على علامة & غير مكتوبة في شكل &amp; فتم ترميزها. صحّح التصدير في المصدر.",
  },
  "identifier-from-title": {
    en: "The dataset has no identifier; its title serves as one, so another title makes another dataset. Give it a permanent identifier in the inventory.",
    fr: "Le jeu de données n’a pas d’identifiant\u202f; son titre en tient lieu, et un autre titre en fera un autre jeu. Donnez-lui un identifiant permanent dans l’inventaire.",
    ar: "ليس لمجموعة البيانات معرّف فيقوم عنوانها مقامه وتغيير العنوان يجعل منها مجموعة أخرى. أسند إليها معرّفا قارا في الجرد.",
  },
  "conflicting-value": {
    en: "Another row of the same dataset gives another value; the first one was kept. Write the same value in all rows of a dataset, or leave the cell empty in the later ones.",
    fr: "Une autre ligne du même jeu de données donne une autre valeur\u202f; la première a été gardée. Écrivez la même valeur dans toutes les lignes d’un jeu, ou laissez la cellule vide dans les suivantes.",
    ar: "يعطي سطر آخر من نفس مجموعة البيانات قيمة مختلفة فتم الاحتفاظ بالأولى. اكتب نفس القيمة في كل أسطر المجموعة أو اترك الخلية فارغة في الأسطر الموالية.",
  },
  "repeated-file": {
    en: "The dataset names this file already, so it was left out here. Remove the row, or correct its address.",
    fr: "Le jeu de données cite déjà ce fichier\u202f; il n’a pas été repris ici. Supprimez la ligne ou corrigez son adresse.",
    ar: "سبق ذكر هذا الملف في مجموعة البيانات فلم يُؤخذ هنا مرة ثانية. احذف السطر أو صحّح العنوان.",
  },
  "unknown-column": {
    en: "This column is not known, or stands a second time, so its cells were left out. Name it as in the template, or leave it if it is for your own use.",
    fr: "Cette colonne n’est pas connue, ou figure une deuxième fois\u202f; ses cellules n’ont pas été reprises. Nommez-la comme dans le modèle, ou laissez-la si elle sert à votre usage.",
    ar: "هذا العمود غير معروف أو مكرّر فلم تؤخذ خلاياه. سمّه كما في النموذج أو اتركه إن كان لاستعمالك الخاص.",
  },
  "name-as-title": {
    en: "The layer has no title, so its technical name stands in its place. Give it a title that people understand in the settings of the service.",
    fr: "La couche n’a pas de titre\u202f; son nom technique en tient lieu. Donnez-lui un titre compréhensible dans les réglages du service.",
    ar: "ليس للطبقة عنوان فيقوم اسمها التقني مقامه. أسند إليها عنوانا مفهوما في إعدادات الخدمة.",
  },
  "not-described": {
    en: "The catalogue lists this dataset but describes it nowhere, so nothing could be read. Have the source include its description in the export.",
    fr: "Le catalogue cite ce jeu de données mais ne le décrit nulle part\u202f; rien n’a pu être lu. Faites inclure sa description dans l’export de la source.",
    ar: "يذكر الفهرس مجموعة البيانات هذه دون أن يصفها في أي موضع فلم تتسنّ قراءتها. أدرج وصفها في تصدير المصدر.",
  },
} as const satisfies Record<string, Sentence>

export type ProblemCode = keyof typeof problemTexts
