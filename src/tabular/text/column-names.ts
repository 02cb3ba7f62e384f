/** What the name of a column, folded to words, says of its values where they leave a choice. */
export const yearNames = /(^| )(annee|annees|an|year|years|exercice|campagne|millesime|السنه|سنه|عام|العام|الموسم)( |$)/
export const namesOfCodes =
  /(^| )(code|codes|id|ids|ref|reference|matricule|numero|cle|key|uuid|insee|siret|postcode|zip|رمز|الرمز|معرف|المعرف|رقم|عدد رتبي|ر ع)( |$)/
export const latitudeNames = /(^| )(lat|latitude|y|coord y|coordonnees y|خط العرض|العرض)( |$)/
export const longitudeNames = /(^| )(lon|long|lng|longitude|x|coord x|coordonnees x|خط الطول|الطول)( |$)/
export const phoneNames = /(^| )(tel|telephone|phone|fax|gsm|mobile|portable)( |$)|هاتف|فاكس|جوال/
