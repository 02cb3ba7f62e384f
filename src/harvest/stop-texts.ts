import type { Language } from "../texts/index.ts"

type Sentence = Readonly<Record<Language, string>>

/** Why a source could not be read to its end; the run then changes nothing. */
export const stopTexts = {
  "source-unreachable": {
    en: "The source did not answer. Check its address and that its server is running, then run the harvest again.",
    fr: "La source n’a pas répondu. Vérifiez son adresse et que son serveur fonctionne, puis relancez la moisson.",
    ar: "لم يجب المصدر. تثبت من عنوانه ومن أن خادمه يعمل ثم أعد عملية الجلب.",
  },
  "source-blocked": {
    en: "The source's address lies in a private network, which the portal does not fetch from. Give a public address, or have the operator allow this range.",
    fr: "L’adresse de la source est dans un réseau privé, que le portail n’interroge pas. Donnez une adresse publique ou faites autoriser cette plage par l’exploitant.",
    ar: "يوجد عنوان المصدر في شبكة خاصة لا تتصل بها البوابة. أدخل عنوانا عموميا أو اطلب من المشغّل السماح بهذا النطاق.",
  },
  "source-insecure": {
    en: "The certificate of the source's server cannot be trusted. Its operator has to install a valid certificate with the complete chain.",
    fr: "Le certificat du serveur de la source n’est pas fiable. Son exploitant doit installer un certificat valable avec la chaîne complète.",
    ar: "شهادة خادم المصدر غير موثوقة. على مشغّله تركيب شهادة صالحة مع السلسلة الكاملة.",
  },
  "bad-source-url": {
    en: "The address of the source is not a web address. Correct it in the settings of the source.",
    fr: "L’adresse de la source n’est pas une adresse web. Corrigez-la dans les réglages de la source.",
    ar: "عنوان المصدر ليس عنوان واب. صحّحه في إعدادات المصدر.",
  },
  "http-error": {
    en: "The source answered with an error instead of its catalogue. Check its address; if it is right, its operator has to repair the server.",
    fr: "La source a répondu par une erreur au lieu de son catalogue. Vérifiez son adresse\u202f; si elle est juste, son exploitant doit réparer le serveur.",
    ar: "أجاب المصدر بخطأ عوضا عن فهرسه. تثبت من عنوانه فإن كان صحيحا فعلى مشغّله إصلاح الخادم.",
  },
  "html-instead": {
    en: "The source answered with a web page instead of its catalogue. Give the address of the catalogue or of the API, not of a page.",
    fr: "La source a répondu par une page web au lieu de son catalogue. Donnez l’adresse du catalogue ou de l’API, et non celle d’une page.",
    ar: "أجاب المصدر بصفحة واب عوضا عن فهرسه. أدخل عنوان الفهرس أو الواجهة البرمجية وليس عنوان صفحة.",
  },
  "certificate-chain-incomplete": {
    en: "The source's server does not send the certificate of its issuer along with its own, or that issuer is not known here, so nothing proves who answers. Its operator has to install the complete chain: the server's certificate and the intermediate ones, in one file. Until then, the missing certificate can be added to the source.",
    fr: "Le serveur de la source n’envoie pas le certificat de son émetteur avec le sien, ou cet émetteur est inconnu ici\u00a0: rien ne prouve qui répond. Son exploitant doit installer la chaîne complète, c’est-à-dire le certificat du serveur et les certificats intermédiaires dans un même fichier. En attendant, on peut ajouter à la source le certificat manquant.",
    ar: "لا يرسل خادم المصدر شهادة الجهة المصدّقة مع شهادته أو أن هذه الجهة غير معروفة هنا، فلا شيء يثبت هوية المجيب. على مشغّله تثبيت السلسلة كاملة أي شهادة الخادم والشهادات الوسيطة في ملف واحد. وفي الانتظار يمكن إضافة الشهادة الناقصة إلى المصدر.",
  },
  "certificate-expired": {
    en: "The certificate of the source's server has expired, so it is not trusted any more. Its operator has to renew it, and had better have it renewed automatically.",
    fr: "Le certificat du serveur de la source a expiré\u202f; il n’est plus reconnu. Son exploitant doit le renouveler, de préférence automatiquement.",
    ar: "انتهت صلاحية شهادة خادم المصدر فلم تعد موثوقة. على مشغّله تجديدها ويُستحسن أن يكون التجديد آليا.",
  },
  "certificate-of-another-host": {
    en: "The certificate of the source's server was issued for another host name. Check the address of the source; if it is right, its operator has to get a certificate for this name.",
    fr: "Le certificat du serveur de la source a été émis pour un autre nom. Vérifiez l’adresse de la source\u202f; si elle est juste, son exploitant doit obtenir un certificat pour ce nom.",
    ar: "صدرت شهادة خادم المصدر لاسم آخر. تثبت من عنوان المصدر فإن كان صحيحا فعلى مشغّله الحصول على شهادة بهذا الاسم.",
  },
  "not-json": {
    en: "The answer of the source is not valid JSON. Its operator has to correct the export.",
    fr: "La réponse de la source n’est pas du JSON valable. Son exploitant doit corriger l’export.",
    ar: "إجابة المصدر ليست JSON صالحا. على مشغّله تصحيح التصدير.",
  },
  "not-xml": {
    en: "The answer of the source is not valid XML. Its operator has to correct the export at the line given.",
    fr: "La réponse de la source n’est pas du XML valable. Son exploitant doit corriger l’export à la ligne indiquée.",
    ar: "إجابة المصدر ليست XML صالحا. على مشغّله تصحيح التصدير في السطر المذكور.",
  },
  "rdf-syntax": {
    en: "The catalogue is not valid RDF. Its operator has to correct the export at the place given.",
    fr: "Le catalogue n’est pas du RDF valable. Son exploitant doit corriger l’export à l’endroit indiqué.",
    ar: "الفهرس ليس RDF صالحا. على مشغّله تصحيح التصدير في الموضع المذكور.",
  },
  "not-a-catalogue": {
    en: "The answer holds no list of datasets. Check the address and the kind of the source.",
    fr: "La réponse ne contient pas de liste de jeux de données. Vérifiez l’adresse et le type de la source.",
    ar: "لا تحتوي الإجابة على قائمة مجموعات بيانات. تثبت من عنوان المصدر ونوعه.",
  },
  "success-false": {
    en: "The source's API refused the request. Its own message is given in the details.",
    fr: "L’API de la source a refusé la requête. Son propre message est donné dans les détails.",
    ar: "رفضت الواجهة البرمجية للمصدر الطلب. رسالتها موجودة في التفاصيل.",
  },
  truncated: {
    en: "The catalogue ended before all of its records had come. Run the harvest again; if it happens each time, the source's operator has to look at it.",
    fr: "Le catalogue s’est arrêté avant que toutes ses fiches soient arrivées. Relancez la moisson\u202f; si cela se répète, l’exploitant de la source doit s’en occuper.",
    ar: "انتهى الفهرس قبل وصول كل سجلاته. أعد عملية الجلب وإن تكرر ذلك فعلى مشغّل المصدر النظر في الأمر.",
  },
  "empty-catalogue": {
    en: "The catalogue is empty. Nothing was withdrawn; if the source is meant to be empty, deactivate it.",
    fr: "Le catalogue est vide. Rien n’a été retiré\u202f; si la source doit être vide, désactivez-la.",
    ar: "الفهرس فارغ. لم يُسحب شيء وإن كان المصدر فارغا قصدا فعطّله.",
  },
  "paging-repeats": {
    en: "The source gives the same page again and again. Its operator has to correct the paging of the API.",
    fr: "La source donne toujours la même page. Son exploitant doit corriger la pagination de l’API.",
    ar: "يعيد المصدر نفس الصفحة باستمرار. على مشغّله تصحيح ترقيم صفحات الواجهة البرمجية.",
  },
  "too-large": {
    en: "The catalogue is larger than the limit set for the source. Narrow the source with a filter, or raise the limit in its settings.",
    fr: "Le catalogue dépasse la limite fixée pour la source. Réduisez la source par un filtre ou relevez la limite dans ses réglages.",
    ar: "الفهرس أكبر من الحد المضبوط للمصدر. ضيّق المصدر بمرشّح أو ارفع الحد في إعداداته.",
  },
  "bad-options": {
    en: "The options of the source are not valid. Correct them in its settings.",
    fr: "Les options de la source ne sont pas valables. Corrigez-les dans ses réglages.",
    ar: "خيارات المصدر غير صالحة. صحّحها في إعداداته.",
  },
  stopped: {
    en: "The harvest was stopped before its end. Run it again when you are ready.",
    fr: "La moisson a été arrêtée avant la fin. Relancez-la quand vous le souhaitez.",
    ar: "تم إيقاف عملية الجلب قبل نهايتها. أعدها متى شئت.",
  },
  "not-a-table": {
    en: "The answer of the source is no table that can be read: neither CSV nor an XLSX or ODS workbook without password. Have the inventory saved again in one of these formats.",
    fr: "La réponse de la source n’est pas un tableau lisible\u00a0: ni CSV, ni classeur XLSX ou ODS sans mot de passe. Faites enregistrer l’inventaire dans l’un de ces formats.",
    ar: "إجابة المصدر ليست جدولا قابلا للقراءة: لا CSV ولا مصنّف XLSX أو ODS دون كلمة سر. يجب حفظ الجرد من جديد بإحدى هذه الصيغ.",
  },
  "robots-refused": {
    en: "The site's robots.txt asks programs to stay away from this folder, so it was not read. Have its operator allow the portal, or add the data in another way.",
    fr: "Le fichier robots.txt du site demande aux programmes de ne pas lire ce dossier\u202f; il n’a pas été lu. Faites autoriser le portail par l’exploitant, ou ajoutez les données autrement.",
    ar: "يطلب ملف robots.txt للموقع من البرامج عدم قراءة هذا المجلد فلم تتم قراءته. اطلب من المشغّل السماح للبوابة أو أضف البيانات بطريقة أخرى.",
  },
  "not-rdf": {
    en: "The answer of the source is in none of the RDF syntaxes (Turtle, RDF/XML, JSON-LD, N-Triples). Give the address of the catalogue's RDF export.",
    fr: "La réponse de la source n’est dans aucune des syntaxes RDF (Turtle, RDF/XML, JSON-LD, N-Triples). Donnez l’adresse de l’export RDF du catalogue.",
    ar: "إجابة المصدر ليست في أي من صيغ RDF (Turtle أو RDF/XML أو JSON-LD أو N-Triples). أدخل عنوان تصدير الفهرس بصيغة RDF.",
  },
  "unknown-context": {
    en: "The JSON-LD names a context that the portal does not know, and contexts are not fetched. Have the source write the context into the document, or serve Turtle.",
    fr: "Le JSON-LD cite un contexte que le portail ne connaît pas, et les contextes ne sont pas téléchargés. Faites écrire le contexte dans le document ou servez du Turtle.",
    ar: "يذكر JSON-LD سياقا لا تعرفه البوابة وهي لا تحمّل السياقات. يجب كتابة السياق داخل الوثيقة أو تقديم Turtle.",
  },
  "entities-refused": {
    en: "The XML declares entities, which are never expanded, for safety. Have the source export its catalogue without a document type.",
    fr: "Le XML déclare des entités, qui ne sont jamais développées, par sécurité. Faites exporter le catalogue sans type de document.",
    ar: "يصرّح XML بكيانات لا يتم توسيعها أبدا حفاظا على السلامة. يجب تصدير الفهرس دون نوع الوثيقة.",
  },
  interrupted: {
    en: "The process stopped before the run ended. What was applied stays; the next run does the rest.",
    fr: "Le processus s’est arrêté avant la fin de la moisson. Ce qui a été appliqué reste\u202f; la prochaine moisson fera le reste.",
    ar: "توقفت العملية قبل نهاية الجلب. يبقى ما تم تطبيقه وتتكفل العملية القادمة بالباقي.",
  },
  "gave-way": {
    en: "The source turned out large or slow, so its run gave way to those of the others. It goes on by itself in the line of the large sources.",
    fr: "La source s’est révélée volumineuse ou lente\u00a0: sa moisson a cédé la place à celles des autres. Elle reprend d’elle-même dans la file des grandes sources.",
    ar: "تبيّن أن المصدر كبير أو بطيء فترك جلبه المكان لبقية المصادر. ويتواصل الجلب من تلقاء نفسه في صف المصادر الكبرى.",
  },
  "database-lost": {
    en: "The database went away before the run ended. What was applied stays; the next run does the rest.",
    fr: "La base de données a disparu avant la fin de la moisson. Ce qui a été appliqué reste\u202f; la prochaine moisson fera le reste.",
    ar: "انقطعت قاعدة البيانات قبل نهاية الجلب. يبقى ما تم تطبيقه وتتكفل العملية القادمة بالباقي.",
  },
  "disk-full": {
    en: "The disk of the portal is full. Make room on it, then run the source again.",
    fr: "Le disque du portail est plein. Libérez de la place, puis relancez la moisson de la source.",
    ar: "قرص البوابة ممتلئ. وفّر مساحة ثم أعد تشغيل الجلب من المصدر.",
  },
  "portal-fault": {
    en: "A fault in the portal ended the run; its log says which. What was applied stays. Report it to the portal's team.",
    fr: "Un défaut du portail a mis fin à la moisson\u202f; son journal dit lequel. Ce qui a été appliqué reste. Signalez-le à l’équipe du portail.",
    ar: "أنهى خلل في البوابة عملية الجلب وهو مذكور في سجلّ أحداثها. يبقى ما تم تطبيقه. أبلغ فريق البوابة.",
  },
  "mass-disappearance": {
    en: "Many records are no longer in the source, so nothing was changed. Look at the source; if they are really gone, confirm this run.",
    fr: "De nombreuses fiches ne sont plus dans la source\u202f; rien n’a été changé. Vérifiez la source\u202f; si elles ont vraiment disparu, confirmez cette moisson.",
    ar: "لم تعد سجلات كثيرة موجودة في المصدر فلم يتغير شيء. تثبت من المصدر فإن زالت فعلا فأكّد عملية الجلب هذه.",
  },
  "files-disappear": {
    en: "Many records have lost all their files at the source, so nothing was changed. Look at the source; if the files are really gone, confirm this run.",
    fr: "De nombreuses fiches ont perdu tous leurs fichiers à la source\u202f; rien n’a été changé. Vérifiez la source\u202f; si les fichiers ont vraiment disparu, confirmez cette moisson.",
    ar: "فقدت سجلات كثيرة كل ملفاتها في المصدر فلم يتغير شيء. تثبت من المصدر فإن زالت الملفات فعلا فأكّد عملية الجلب هذه.",
  },
} as const satisfies Record<string, Sentence>

export type StopCode = keyof typeof stopTexts
