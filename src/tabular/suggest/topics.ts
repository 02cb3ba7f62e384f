/**
 * Words by which a topic is recognised: beginnings of folded words (no accents, no hamzas, "ه" for "ة", no Arabic article),
 * `$` at the end for a whole word, `_` between two words that stand together, `~` before words that stand in titles of any
 * topic. A topic is finer than an EU theme; where a portal has several themes under one EU theme,
 * the topic goes to the one whose label has one of its words. No portal's own code is named here.
 */
export interface Topic {
  readonly euTheme: string
  readonly stems: readonly string[]
  /** How much its words say beside those of other topics. */
  readonly weight: number
}

const lines: readonly (readonly [euTheme: string, weight: number, stems: string])[] = [
  [
    "AGRI",
    1,
    "agric agro pech aquacult maraich foin$ vache$ vaches brebis collinaire hydraul smag$ smvda elevage betail bovin ovin caprin volaille cereal ble$ orge$ olive oleic datte fruit legume irrig semence fourrag halieut aliment recolte ferme forag crop farm fish livestock wheat harvest food irrigat dam$ dams barrage abattoir viande lait$ vin$ vignoble agrum palmier apicult miel$ engrais " +
      "فلاح زراع صيد بحري مواشي ماشيه ابقار اغنام دواجن حبوب قمح شعير زيتون زيت تمور تمر خضر غلال ري$ سدود سد$ بذور اعلاف لحوم البان حليب غذا مائيه مسالخ قوارص كروم نحل",
  ],
  [
    "HEAL",
    1,
    "sante sanitair hopit hospit medic medec maladi epidem covid vaccin pharmac clinique infirm dispensair patient soin$ soins mortalit ~naissance accouch dialyse ~laboratoire biolog health disease nurse doctor drug death dentist maternel " +
      "صحه$ صحي مستشفي طب$ طبي طبيب مرض امراض مرضي وبا كوفيد كورونا تلقيح لقاح صيدل ادويه دوا$ مستوصف عياد تمريض وفيات ولادات تصفيه ممرض جراح",
  ],
  [
    "EDUC",
    1,
    "educ ecole ecol$ scolair eleve lycee college enseignant primair secondair baccalaureat bac$ creche jardin_enfan ecole_maternelle cantine ~centre_education school pupil student teacher kindergarten literacy analphabet " +
      "ترب مدرس مدارس تلاميذ تلميذ معهد اعدادي ابتدائي ثانوي باكالوريا امتحان روضه رياض اطفال محاضن محضنه تعليم اميه",
  ],
  [
    "EDUC",
    1.1,
    "~culture$ culturel patrimoin musee monument archeolog bibliothe livre$ livres lecture festival theatre cinema film artist musique artisanat archive heritage museum librar book culture " +
      "ثقاف تراث متاحف متحف معالم اثري اثار مكتبه مكتبات كتب$ كتاب مطالعه مهرجان مسرح سينما فن$ فنون موسيقي ارشيف",
  ],
  [
    "EDUC",
    1.1,
    "jeune sport stade football athlet olymp loisir piscine federation licencie youth stadium scout " +
      "شباب شبيبه رياض ملعب ملاعب رياضيه مسبح جامعات رياضيه كشاف",
  ],
  [
    "TECH",
    1.2,
    "universit superieur etudiant facult recherche scientif doctor these$ theses chercheur laboratoires ingenieur brevet innovat enseignement_superieur research scien higher " +
      "جامع طلبه طلاب كليه كليات بحث$ بحوث علمي باحث دكتورا مخابر مخبر عالي اختراع ابتكار",
  ],
  [
    "TECH",
    1.1,
    "telecom internet numeri digital donnees_ouvert open_data informatique ~communicat adsl fibre 4g$ 5g$ mobile$ abonnes poste$ postal start startup logiciel  " +
      "اتصال تكنولوج انترنت رقمي رقمنه اعلاميه هاتف جوال بريد معلوماتيه",
  ],
  [
    "TRAN",
    1,
    "transport bus$ autobus metro train$ ferroviair rail aeroport aerien port$ ports$ maritim navir trafic circulat vehicul voiture taxi louage ~ligne gare$ gares ~station arret gtfs soretra transtu srt$ sncft horaire itinerair tramway permis_conduire accident mobilit passager voyageur fret route$s routier parking stationn distance traffic airport flight ship vehicle road$ " +
      "نقل حافل مترو قطار قطارات سكك مطار مطارات موانئ ميناء طيران بحري مرور جولان سيارات عربات تاكسي لواج خطوط محطه محطات ~رحلات مسافرين حوادث طرقات مسافات تنقل",
  ],
  [
    "ECON",
    1,
    "econom financ budget fiscal impot taxe douan banque monet credit dette deficit inflation ~prix ipc$ pib depens recett ~subvention ~investiss bourse assuranc comptab tresor balance croissance conjonctur salaire gdp ~price tax$ revenue debt spending expenditure " +
      "اقتصاد مال ميزاني جباي ضرائب ضريب ادا ديوان بنك بنوك نقد قروض دين$ ديون تضخم ~اسعار ~سعر ناتج نفقات مصاريف مداخيل موارد استثمار بورصه تامين خزين نمو$ اجور",
  ],
  [
    "ECON",
    1.1,
    "industri commerc entrepris usine manufactur textile ~export ~import artisan ~societe zone_industriell pme$ marche$ consommation magasin boutique trade business factor compan retail " +
      "صناع تجار ~موسس ~شرك مصنع مصانع نسيج صادرات واردات تصدير توريد حرفي سوق اسواق استهلاك مناطق صناعيه محلات",
  ],
  [
    "ECON",
    1.2,
    "touris thalasso balneair hotel hebergement nuitee agence_voyage restaurant visiteur plage croisiere tourist " +
      "سياح سياحي نزل فنادق فندق ليالي وكالات اسفار مطاعم زوار شواطئ",
  ],
  [
    "SOCI",
    1,
    "social sociaux famill ~enfan femme handicap pauvre precari retrait pension allocat securite_sociale cnss cnam aide solidarit personnes_agees menage ramed amen$ population demograph recens habitant mariage divorce deces migrat census household poverty women child gender ngo ~association " +
      "اجتماع عائل اسر$ اسره اطفال طفل نسا امراه اعاق معوق فقر محتاج متقاعد تقاعد جراي منح ضمان تضامن مساعد مسنين سكان ديمغراف تعداد سكني زواج طلاق هجر جمعي",
  ],
  [
    "SOCI",
    1.1,
    "emploi chomag travail formation_professionnell demandeur recrut aneti metier salarie employ unemploy labour labor job vocational training " +
      "تشغيل شغل بطال عمل$ عاطل تكوين مهني مهن انتداب طالبي_شغل",
  ],
  [
    "ENER",
    1,
    "energ electri eclairag gaz$ petrol hydrocarbur carburant solair eolien photovolt mine$ mines minier phosphat carrier renouvelable steg raffin barils puits oil fuel solar wind mining quarr " +
      "طاق كهربا غاز نفط بترول محروق وقود شمسي رياح مناجم منجم فسفاط فوسفاط مقاطع متجدد تكرير ابار",
  ],
  [
    "ENVI",
    1,
    "environ inond ecosystem conservation species ocean coast river soil$ geolog atmospher habitat dechet pollut climat meteo temperatur pluvi pluie foret biodivers ~eau$ ~eaux nappe assainiss espace_vert espaces_verts ordure recycl emission co2$ qualite_air faune flore zone_humide littoral decharge sonede onas hydrolog ecolog waste climate rain ~water weather forest sewage " +
      "بيئ نفايات فضلات تلوث مناخ طقس حراره امطار غاب تنوع بيولوجي ماء$ مياه موائد تطهير مساحات خضرا رسكله انبعاث هوا$ سواحل مصب",
  ],
  [
    "GOVE",
    0.9,
    "gouvernance gouvernement ~administ ~public ~ministe electi elector vote$ bureau de vote isie$ ~conseil fonction_publique marches_publics transparen acces_information courrier reunion decret plainte reclamat ~service ~portail ~catalogue corrupt agents civil servant procurement government parliament " +
      "حكوم ~اداري ~ادار ~وزار انتخاب ناخب اقتراع ~مجلس وظيف ~عموميه صفقات شفاف نفاذ_معلوم مراسلات جلسات اوامر شكايات ~خدمات ~بواب فساد اعوان حوكم نواب",
  ],
  [
    "JUST",
    1,
    "justic tribun judici juge$ avocat notair prison penal crime criminal delit ~securit police garde_nationale incend protection_civile jort loi$ lois droit$ huissier court law$ legal " +
      "عدل عداله محاكم محكم قضا قاض محام عدول سجن سجون جريم جرائم امن$ امني شرطه حمايه_مدنيه حرائق قانون قوانين",
  ],
  [
    "REGI",
    0.8,
    "commune communal municip ~local ~locales collectivit ~gouvernorat ~delegation ~region ~regional ville$ villes ~urbain ~rural imada ~limites boundary boundaries frontier contour decoupage municipality ~governorate city cities " +
      "بلدي بلديات ~محلي جماعات_محليه ~ولاي ~معتمدي عماد ~جهوي مدينه مدن$ حضري ريفي حدود تقسيم ترابي",
  ],
  [
    "REGI",
    1,
    "equipement habitat logement construct batir batiment immobil lotissement permis_bat permis_constr urbanism amenagement voirie route$ routes pont$ ponts eclairage foncier cadastr parcelle travaux infrastructur housing building road land " +
      "تجهيز اسكان سكن$ مساكن بنا$ رخص_بنا عقار تقسيمات عمراني تهيئ طريق جسور تنوير اراضي اشغال بنيه تحتيه",
  ],
  [
    "INTR",
    1,
    "international cooperation etranger diplomat ambassad bilateral traite union europeenne foreign aid embassy دولي تعاون خارجي سفار قنصل",
  ],
]

export const topics: readonly Topic[] = lines.map(([euTheme, weight, stems]) => ({
  euTheme,
  weight,
  stems: [...new Set(stems.split(" "))],
}))
