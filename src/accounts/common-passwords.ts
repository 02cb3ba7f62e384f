/** Rows as fingers walk them: digits, alphabets, and the keyboards used here (AZERTY, QWERTY, Arabic). */
export const keyboardRows: readonly string[] = [
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
  "azertyuiop",
  "qsdfghjklm",
  "wxcvbn",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "ضصثقفغعهخحجد",
  "شسيبلاتنمكط",
  "ئءؤرلاىةوزظ",
  "&é\"'(-è_çà",
  "1q2w3e4r5t6y7u8i9o0p",
  "1a2z3e4r5t6y7u8i9o0p",
  "qazwsxedcrfvtgbyhnujm",
  "aqwzsxedcrfvtgbyhnuj",
  "147258369",
  "159357456",
]

/**
 * Words that guessing starts with, in the languages of the country; longer before shorter ones that they contain. Years
 * stand here because they are what people add.
 */
export const commonPasswords: readonly string[] = [
  ...["motdepasse", "administrateur", "administrator", "administration", "superadmin", "password", "passw0rd"],
  ...["changeme", "changezmoi", "letmein", "welcome", "bienvenue", "bonjour", "salut", "secret", "azerty", "qwerty"],
  ...["iloveyou", "jetaime", "monamour", "princesse", "princess", "soleil", "sunshine", "doudou", "loulou", "chouchou"],
  ...["football", "barcelona", "realmadrid", "esperance", "clubafricain", "etoile", "marseille", "arsenal", "juventus"],
  ...["dragon", "monkey", "shadow", "master", "superman", "batman", "pokemon", "naruto", "starwars", "michael"],
  ...["computer", "ordinateur", "internet", "samsung", "facebook", "google", "android", "iphone", "windows", "linux"],
  ...["gouvernement", "government", "ministere", "municipalite", "commune", "tunisie", "tunisia", "tunis", "carthage"],
  ...["sfax", "sousse", "bizerte", "gabes", "kairouan", "djerba", "monastir", "nabeul", "habibi", "habiba", "maroc"],
  ...["mohamed", "mohammed", "mouhamed", "ahmed", "fatma", "fatima", "youssef", "aicha", "mariem", "meriem", "khaled"],
  ...["opendata", "donneesouvertes", "donnees", "portail", "portal", "fihrist", "dataset", "database", "postgres"],
  ...["admin", "root", "user", "utilisateur", "login", "connexion", "compte", "account", "guest", "invite", "test"],
  ...["demo", "pass", "mdp", "love", "amour", "allah", "bismillah", "inchallah", "hamdoulah", "hamdullah", "ramadan"],
  ...["janvier", "fevrier", "juillet", "septembre", "octobre", "novembre", "decembre", "january", "february", "august"],
  ...["september", "october", "november", "december", "summer", "winter", "spring", "autumn", "printemps", "automne"],
  ...["كلمةالسر", "كلمةالمرور", "كلمة", "السر", "المرور", "مرحبا", "السلام", "عليكم", "بسمالله", "الله", "محمد"],
  ...["تونس", "حبيبي", "قرطاج", "أحمد", "فاطمة", "الترجي", "الافريقي", "123456789", "12345678", "123456", "123123"],
  ...["111111", "000000", "654321", "12345", "1234", "abc", "1950", "1956", "1960", "1970", "1975", "1980", "1985"],
  ...["1987", "1990", "1995", "2000", "2005", "2010", "2011", "2015", "2018", "2019", "2020", "2021", "2022", "2023"],
  ...["2024", "2025", "2026", "2027", "2028", "2029", "2030"],
]
