/**
 * Vowelled Latin spellings of Arabic words that are frequent in titles of public data, because Arabic script leaves short
 * vowels out. Articles and the prefixes و ب ل are taken off before the lookup; a final ة is written `a` here.
 */
export const commonWords = `
قائمة=qaima قائمات=qaimat جدول=jadwal جداول=jadawil عدد=adad أعداد=adad توزيع=tawzi إحصاء=ihsa إحصائيات=ihsaiyat
إحصائية=ihsaiya مؤشر=mouachir مؤشرات=mouachirat معطيات=mouatayat بيانات=bayanat معلومات=maaloumat معلومة=maalouma
سجل=sijil سجلات=sijillat دليل=dalil خريطة=kharita خرائط=kharait تقرير=taqrir تقارير=taqarir برنامج=barnamaj
برامج=baramij مشروع=machrou مشاريع=macharii ميزانية=mizaniya ميزانيات=mizaniyat حساب=hisab حسابات=hisabat
مالي=mali مالية=maliya نفقات=nafaqat مصاريف=masarif موارد=mawarid مداخيل=madakhil جباية=jibaya قيمة=qima
سعر=sir أسعار=asaar كمية=kammiya كميات=kammiyat نسبة=nisba نسب=nisab معدل=mouaddal مجموع=majmou جملة=joumla
حسب=hasab خلال=khilal منذ=moundh إلى=ila من=min في=fi على=ala عن=an مع=maa بين=bayn غير=ghayr كل=koull سنة=sana
سنوات=sanawat سنوي=sanawi سنوية=sanawiya شهر=chahr شهري=chahri شهرية=chahriya يوم=yawm يومي=yawmi يومية=yawmiya
فترة=fatra ثلاثي=thoulathi ثلاثية=thoulathiya سداسي=soudassi سداسية=soudassiya موسم=mawsim مواسم=mawasim
وزارة=wizara وزارات=wizarat ولاية=wilaya ولايات=wilayat معتمدية=moutamadiya معتمديات=moutamadiyat بلدية=baladiya
بلديات=baladiyat بلدي=baladi عمادة=imada عمادات=imadat جهة=jiha جهات=jihat جهوي=jihawi جهوية=jihawiya
جماعة=jamaa جماعات=jamaat محلي=mahalli محلية=mahalliya جمهورية=joumhouriya تراب=tourab وطني=watani وطنية=wataniya
عمومي=oumoumi عمومية=oumoumiya عام=am عامة=amma خاص=khass خاصة=khassa حكومة=houkouma حكومي=houkoumi حكومية=houkoumiya
دولة=dawla إدارة=idara إدارات=idarat إداري=idari إدارية=idariya مؤسسة=mouassasa مؤسسات=mouassasat مصلحة=maslaha
مصالح=masalih هيئة=haya هيئات=hayat ديوان=diwan وكالة=wakala وكالات=wakalat شركة=charika شركات=charikat
معهد=maahad معاهد=maahid مركز=markaz مراكز=marakiz مندوبية=mandoubiya مندوبيات=mandoubiyat مجلس=majlis مجالس=majalis
صحة=sihha صحي=sihhi صحية=sihhiya مستشفى=mostachfa مستشفيات=mostachfayat طبي=tibbi طبية=tibbiya طبيب=tabib أطباء=atibba
صيدلية=saydaliya صيدليات=saydaliyat علاج=ilaj رعاية=riaya أساسي=assassi أساسية=assassiya قاعة=qaa قاعات=qaat
حماية=himaya أم=oum أمومة=oumouma طفل=tifl أطفال=atfal طفولة=toufoula أمراض=amrad مرض=marad إصابة=isaba إصابات=isabat
وفاة=wafat وفيات=wafayat شفاء=chifa حالة=hala حالات=halat جديد=jadid جديدة=jadida كوفيد=covid كورونا=corona
فيروس=virus تلقيح=talqih فلاحة=filaha فلاحي=filahi فلاحية=filahiya زراعة=ziraa زراعي=ziraai زراعية=ziraaiya
صيد=sayd بحري=bahri بحرية=bahriya سمك=samak ماء=ma مياه=miyah مائي=mai مائية=maiya شرب=chourb شراب=charab ري=ray
سد=sadd سدود=soudoud جبلي=jabali جبلية=jabaliya بحيرة=bouhayra بحيرات=bouhayrat بئر=bir آبار=abar حليب=halib
تجميع=tajmii حبوب=houboub قمح=qamh شعير=chair زيت=zit زيتون=zaytoun تمر=tamr تمور=toumour لحوم=louhoum لحم=lahm
أعلاف=aalaf إنتاج=intaj مساحة=misaha مساحات=misahat غابة=ghaba غابات=ghabat أرض=ardh أراضي=aradhi تربية=tarbiya
ماشية=machiya مدرسة=madrasa مدارس=madaris إعدادي=iadadi إعدادية=iadadiya ابتدائي=ibtidai ابتدائية=ibtidaiya
ثانوي=thanawi ثانوية=thanawiya تلميذ=tilmidh تلاميذ=talamidh طالب=talib طلبة=talaba جامعة=jamia جامعات=jamiat
جامعي=jamii جامعية=jamiiya تعليم=talim عالي=ali بحث=bahth علمي=ilmi علمية=ilmiya كتاب=kitab كتب=koutoub
مكتبة=maktaba مكتبات=maktabat متنقلة=moutanaqila مطالعة=moutalaa ثقافة=thaqafa ثقافي=thaqafi ثقافية=thaqafiya
متحف=mathaf متاحف=matahif تراث=tourath مهرجان=mahrajan مهرجانات=mahrajanat موقع=mawqii مواقع=mawaqii أثري=athari
أثرية=athariya معلم=maalam معالم=maalim نقل=naql بري=barri برية=barriya جوي=jawwi حديدية=hadidiya سكك=sikak
سكة=sikka قطار=qitar حافلة=hafila حافلات=hafilat خط=khatt خطوط=khoutout محطة=mahatta محطات=mahattat مطار=matar
مطارات=matarat ميناء=mina موانئ=mawani طريق=tariq طرقات=tourouqat سيارة=sayara سيارات=sayarat مرور=mourour
مسافر=mousafir مسافرين=mousafirin رصد=rasd طقس=taqs أمطار=amtar حرارة=harara طاقة=taqa كهرباء=kahraba غاز=ghaz
نفط=naft محروقات=mahrouqat مناجم=manajim فسفاط=phosphate صناعة=sinaa صناعي=sinaii صناعية=sinaiya منطقة=mintaqa
مناطق=manatiq تجارة=tijara تجاري=tijari تجارية=tijariya صادرات=sadirat واردات=waridat اقتصاد=iqtisad
اقتصادي=iqtisadi اقتصادية=iqtisadiya استثمار=istithmar استثمارات=istithmarat تنمية=tanmiya سياحة=siyaha
سياحي=siyahi سياحية=siyahiya نزل=nouzoul بيئة=bia بيئي=bii بيئية=biiya نفايات=noufayat تلوث=talawwouth تطهير=tathir
سكان=soukkan سكن=sakan مسكن=maskan أسرة=ousra أسر=ousar امرأة=mara نساء=nisa رجال=rijal شباب=chabab رياضة=riyadha
رياضي=riyadhi رياضية=riyadhiya شغل=choghl تشغيل=tachghil بطالة=batala تكوين=takwin مهني=mihani مهنية=mihaniya
أجور=oujour أعوان=aawan انتخاب=intikhab انتخابات=intikhabat انتخابي=intikhabi انتخابية=intikhabiya نتائج=nataij
قانون=qanoun قوانين=qawanin أمر=amr أوامر=awamir عدل=adl محكمة=mahkama محاكم=mahakim أمن=amn حوادث=hawadith
حادث=hadith رخصة=roukhsa رخص=roukhas بناء=bina خدمة=khidma خدمات=khadamat طلب=talab طلبات=talabat صفقة=safqa
صفقات=safaqat شراءات=chiraat نفاذ=nafadh حوكمة=hawkama مفتوح=maftouh مفتوحة=maftouha رسمي=rasmi رسمية=rasmiya
حدود=houdoud مراجع=maraji مرجع=marji مرجعية=marjiiya ترقيم=tarqim رمز=ramz رموز=roumouz عنوان=ounwan عناوين=anawin
هاتف=hatif دوائر=dawair دائرة=daira مدينة=madina مدن=moudoun ريف=rif ريفي=rifi ريفية=rifiya حضري=hadhari حضرية=hadhariya
شمال=chamal جنوب=janoub وسط=wasat شرق=charq غرب=gharb كبرى=koubra كبير=kabir كبيرة=kabira صغير=saghir صغيرة=saghira
بنية=binya بنى=bina تحتية=tahtiya شبكة=chabaka شبكات=chabakat قدرة=qoudra طاقات=taqat استهلاك=istihlak تزويد=tazwid
تزود=tazawwoud وحدة=wahda وحدات=wahadat نوع=naw أنواع=anwa صنف=sinf أصناف=asnaf فئة=fia فئات=fiat عمر=omor جنس=jins
عائلة=aila عائلي=aili عائلية=ailiya عائلات=ailat زائر=zair زوار=zouwar منحة=minha منح=minah مسجل=mousajjal
مسجلة=mousajjala جوال=jawwal مشترك=mouchtarik مشتركين=mouchtarikin مشغل=mouchaghil رئيسي=raisi رئيسية=raisiya
غربي=gharbi غربية=gharbiya شرقي=charqi شرقية=charqiya شمالي=chamali شمالية=chamaliya جنوبي=janoubi جنوبية=janoubiya
تهيئة=tahia عمراني=oumrani عمرانية=oumraniya وثيقة=wathiqa وثائق=wathaiq معلوم=maaloum معاليم=maalim كراء=kira
عطلة=otla عطل=otal رزنامة=rouznama ترتيبي=tartibi ترتيبية=tartibiya سوق=souq أسواق=aswaq مسح=mash تعداد=tidad
مطلب=matlab ملك=molk أملاك=amlak عقاري=aqari عقارية=aqariya ضريبة=dhariba ضرائب=dharaib ديوانة=diwana حي=hay نهج=nahj
تغطية=taghtiya رقمي=raqmi رقمية=raqmiya انترنات=internet أنترنات=internet إنترنت=internet مجاني=majani اجتماعي=ijtimai
اجتماعية=ijtimaiya شؤون=chououn داخلية=dakhiliya خارجية=kharijiya دفاع=difa تعاون=taawoun دولي=douwali دولية=douwaliya
داخل=dakhil خارج=kharij مستقيم=moustaqim مستقيمة=moustaqima هيكل=haykal هياكل=hayakil توطين=tawtin مثنى=mathna جرد=jard منشأة=mouncha
منشآت=mounchaat وضعية=wadhiya إصلاح=islah تطور=tatawwour حصيلة=hasila بوابة=bawwaba بوابات=bawwabat عالم=alam عربي=arabi
عربية=arabiya فرنسية=faransiya رمز=ramz مسافة=masafa مسافات=masafat مقعد=maqad مقاعد=maqaid
عرض=ardh وصف=wasf تونس=tunis تونسي=tounsi تونسية=tounsiya
`
