import { messages } from "../messages.ts"

/** What the portal writes about accounts. `site` is the name of the portal; addresses follow on a line of their own. */
export const mailMessages = messages({
  ar: {
    hello: (name: string) => (name === "" ? "مرحبا،" : `مرحبا ${name}،`),
    copyLink: "إذا لم يعمل الزر، انسخ هذا الرابط في متصفحك:",
    footer: (site: string) => `رسالة آلية من ${site}. لا تجب عليها.`,
    signUp: {
      subject: (site: string) => `أكّد عنوانك لفتح حساب في ${site}`,
      text: "طلب أحدهم فتح حساب بهذا العنوان. إن كنت أنت، اضغط على الرابط واختر كلمة العبور. يبقى الرابط صالحا 24 ساعة.",
      ignore: "إن لم تطلب شيئا فأهمل هذه الرسالة: لن يُفتح أي حساب.",
      action: "تأكيد العنوان",
    },
    signUpKnown: {
      subject: (site: string) => `لك حساب في ${site}`,
      text: "طلب أحدهم فتح حساب بهذا العنوان، وله حساب من قبل. سجّل الدخول، أو اطلب كلمة عبور جديدة إن نسيتها.",
      action: "تسجيل الدخول",
    },
    reset: {
      subject: (site: string) => `كلمة عبور جديدة في ${site}`,
      text: "طلب أحدهم تغيير كلمة عبور حسابك. إن كنت أنت، اضغط على الرابط واختر كلمة عبور جديدة. يبقى الرابط صالحا ساعة واحدة.",
      ignore: "إن لم تطلب شيئا فأهمل هذه الرسالة: كلمة العبور لم تتغير.",
      action: "اختيار كلمة عبور جديدة",
    },
    resetUnknown: {
      subject: (site: string) => `لا حساب لهذا العنوان في ${site}`,
      text: "طلب أحدهم كلمة عبور جديدة بهذا العنوان، وليس له حساب. إن كنت أنت، فلعلك سجّلت بعنوان آخر.",
      action: "العودة إلى البوابة",
    },
    emailChange: {
      subject: (site: string) => `أكّد عنوانك الجديد في ${site}`,
      text: "طُلب أن يصبح هذا العنوان عنوان حسابك. اضغط على الرابط لتأكيده. يبقى الرابط صالحا 24 ساعة.",
      ignore: "إن لم تطلب شيئا فأهمل هذه الرسالة: لن يتغير شيء.",
      action: "تأكيد العنوان الجديد",
    },
    emailChangeTaken: {
      subject: (site: string) => `لك حساب في ${site}`,
      text: "طلب أحدهم نقل حسابه إلى هذا العنوان، وله حساب من قبل. لم يتغير شيء.",
      action: "تسجيل الدخول",
    },
    emailChanged: {
      subject: (site: string) => `تغيّر عنوان حسابك في ${site}`,
      text: "لم يعد هذا العنوان عنوان حسابك. إن لم تكن أنت من غيّره، فاتصل حالا بمديري البوابة.",
    },
    passwordChanged: {
      subject: (site: string) => `تغيّرت كلمة عبور حسابك في ${site}`,
      text: "تغيّرت كلمة عبور حسابك، وانتهت الجلسات الأخرى. إن لم تكن أنت من غيّرها، فاطلب حالا كلمة عبور جديدة.",
      action: "تسجيل الدخول",
    },
    secondFactorAdded: {
      subject: (site: string) => `أُضيف عامل ثان إلى حسابك في ${site}`,
      text: "يطلب تسجيل الدخول من الآن رمزا من هاتفك. إن لم تكن أنت من أضافه، فاتصل حالا بمديري البوابة.",
    },
    secondFactorRemoved: {
      subject: (site: string) => `أُزيل العامل الثاني من حسابك في ${site}`,
      text: "لم يعد تسجيل الدخول يطلب رمزا من هاتفك. إن لم تكن أنت من أزاله، فاتصل حالا بمديري البوابة.",
    },
    accountClosed: {
      subject: (site: string) => `أُغلق حسابك في ${site}`,
      text: "أُغلق حسابك ومُحي اسمك وعنوانك. ما نُشر يبقى منشورا دون اسمك. شكرا على ما قدّمت.",
    },
    invitation: {
      subject: (site: string) => `دعوة إلى ${site}`,
      text: (inviter: string, organization: string, role: string) =>
        `يدعوك ${inviter} إلى العمل في البوابة مع «${organization}»، بصفة ${role}. اضغط على الرابط لقبول الدعوة. يبقى الرابط صالحا 14 يوما.`,
      administrator: (inviter: string) =>
        `يدعوك ${inviter} إلى إدارة البوابة كلها. اضغط على الرابط لقبول الدعوة. يبقى الرابط صالحا 14 يوما.`,
      action: "قبول الدعوة",
    },
    roles: { reader: "قارئ", contributor: "محرّر", coordinator: "منسّق" },
    portalTeam: "فريق البوابة",
  },
  fr: {
    hello: (name: string) => (name === "" ? "Bonjour," : `Bonjour ${name},`),
    copyLink: "Si le bouton ne répond pas, copiez ce lien dans votre navigateur\u00a0:",
    footer: (site: string) => `Message automatique de ${site}. N’y répondez pas.`,
    signUp: {
      subject: (site: string) => `Confirmez votre adresse pour ouvrir un compte sur ${site}`,
      text: "Quelqu’un a demandé un compte avec cette adresse. Si c’est vous, suivez le lien et choisissez votre mot de passe. Le lien est valable 24\u00a0heures.",
      ignore: "Si vous n’avez rien demandé, ignorez ce message\u00a0: aucun compte ne sera ouvert.",
      action: "Confirmer l’adresse",
    },
    signUpKnown: {
      subject: (site: string) => `Vous avez un compte sur ${site}`,
      text: "Quelqu’un a demandé un compte avec cette adresse, qui en a déjà un. Connectez-vous, ou demandez un nouveau mot de passe si vous l’avez oublié.",
      action: "Se connecter",
    },
    reset: {
      subject: (site: string) => `Nouveau mot de passe sur ${site}`,
      text: "Quelqu’un a demandé à changer le mot de passe de votre compte. Si c’est vous, suivez le lien et choisissez-en un autre. Le lien est valable une heure.",
      ignore: "Si vous n’avez rien demandé, ignorez ce message\u00a0: votre mot de passe n’a pas changé.",
      action: "Choisir un mot de passe",
    },
    resetUnknown: {
      subject: (site: string) => `Pas de compte à cette adresse sur ${site}`,
      text: "Quelqu’un a demandé un nouveau mot de passe pour cette adresse, qui n’a pas de compte. Si c’est vous, votre compte porte peut-être une autre adresse.",
      action: "Aller au portail",
    },
    emailChange: {
      subject: (site: string) => `Confirmez votre nouvelle adresse sur ${site}`,
      text: "Cette adresse doit devenir celle de votre compte. Suivez le lien pour la confirmer. Le lien est valable 24\u00a0heures.",
      ignore: "Si vous n’avez rien demandé, ignorez ce message\u00a0: rien ne changera.",
      action: "Confirmer la nouvelle adresse",
    },
    emailChangeTaken: {
      subject: (site: string) => `Vous avez un compte sur ${site}`,
      text: "Quelqu’un a demandé à rattacher son compte à cette adresse, qui en a déjà un. Rien n’a changé.",
      action: "Se connecter",
    },
    emailChanged: {
      subject: (site: string) => `L’adresse de votre compte sur ${site} a changé`,
      text: "Cette adresse n’est plus celle de votre compte. Si ce n’est pas vous qui l’avez changée, écrivez tout de suite aux administrateurs du portail.",
    },
    passwordChanged: {
      subject: (site: string) => `Le mot de passe de votre compte sur ${site} a changé`,
      text: "Le mot de passe de votre compte a changé et les autres sessions ont pris fin. Si ce n’est pas vous, demandez tout de suite un nouveau mot de passe.",
      action: "Se connecter",
    },
    secondFactorAdded: {
      subject: (site: string) => `Second facteur ajouté à votre compte sur ${site}`,
      text: "La connexion demande désormais un code de votre téléphone. Si ce n’est pas vous qui l’avez voulu, écrivez tout de suite aux administrateurs du portail.",
    },
    secondFactorRemoved: {
      subject: (site: string) => `Second facteur retiré de votre compte sur ${site}`,
      text: "La connexion ne demande plus de code de votre téléphone. Si ce n’est pas vous qui l’avez voulu, écrivez tout de suite aux administrateurs du portail.",
    },
    accountClosed: {
      subject: (site: string) => `Votre compte sur ${site} est fermé`,
      text: "Votre compte est fermé, votre nom et votre adresse sont effacés. Ce qui est publié le reste, sans votre nom. Merci pour votre travail.",
    },
    invitation: {
      subject: (site: string) => `Invitation à ${site}`,
      text: (inviter: string, organization: string, role: string) =>
        `${inviter} vous invite à travailler sur le portail pour «\u00a0${organization}\u00a0», comme ${role}. Suivez le lien pour accepter. Il est valable 14\u00a0jours.`,
      administrator: (inviter: string) =>
        `${inviter} vous invite à administrer tout le portail. Suivez le lien pour accepter. Il est valable 14\u00a0jours.`,
      action: "Accepter l’invitation",
    },
    roles: { reader: "lecteur", contributor: "contributeur", coordinator: "coordinateur" },
    portalTeam: "L’équipe du portail",
  },
  en: {
    hello: (name: string) => (name === "" ? "Hello," : `Hello ${name},`),
    copyLink: "If the button does not work, copy this link into your browser:",
    footer: (site: string) => `An automatic message of ${site}. Please do not reply.`,
    signUp: {
      subject: (site: string) => `Confirm your address to open an account on ${site}`,
      text: "Somebody asked for an account with this address. If it was you, follow the link and choose your password. The link works for 24 hours.",
      ignore: "If you did not ask for anything, ignore this message: no account will be opened.",
      action: "Confirm the address",
    },
    signUpKnown: {
      subject: (site: string) => `You have an account on ${site}`,
      text: "Somebody asked for an account with this address, which has one already. Sign in, or ask for a new password if you forgot yours.",
      action: "Sign in",
    },
    reset: {
      subject: (site: string) => `A new password on ${site}`,
      text: "Somebody asked to change the password of your account. If it was you, follow the link and choose another. The link works for one hour.",
      ignore: "If you did not ask for anything, ignore this message: your password has not changed.",
      action: "Choose a password",
    },
    resetUnknown: {
      subject: (site: string) => `No account at this address on ${site}`,
      text: "Somebody asked for a new password for this address, which has no account. If it was you, your account may have another address.",
      action: "Go to the portal",
    },
    emailChange: {
      subject: (site: string) => `Confirm your new address on ${site}`,
      text: "This address is to become that of your account. Follow the link to confirm it. The link works for 24 hours.",
      ignore: "If you did not ask for anything, ignore this message: nothing will change.",
      action: "Confirm the new address",
    },
    emailChangeTaken: {
      subject: (site: string) => `You have an account on ${site}`,
      text: "Somebody asked to move their account to this address, which has one already. Nothing has changed.",
      action: "Sign in",
    },
    emailChanged: {
      subject: (site: string) => `The address of your account on ${site} has changed`,
      text: "This address is no longer that of your account. If it was not you who changed it, write to the administrators of the portal at once.",
    },
    passwordChanged: {
      subject: (site: string) => `The password of your account on ${site} has changed`,
      text: "The password of your account has changed, and the other sessions have ended. If it was not you, ask for a new password at once.",
      action: "Sign in",
    },
    secondFactorAdded: {
      subject: (site: string) => `A second factor was added to your account on ${site}`,
      text: "Signing in now asks for a code from your telephone. If it was not you, write to the administrators of the portal at once.",
    },
    secondFactorRemoved: {
      subject: (site: string) => `The second factor of your account on ${site} was removed`,
      text: "Signing in no longer asks for a code from your telephone. If it was not you, write to the administrators of the portal at once.",
    },
    accountClosed: {
      subject: (site: string) => `Your account on ${site} is closed`,
      text: "Your account is closed; your name and address are erased. What is published stays so, without your name. Thank you for your work.",
    },
    invitation: {
      subject: (site: string) => `Invitation to ${site}`,
      text: (inviter: string, organization: string, role: string) =>
        `${inviter} invites you to work on the portal for “${organization}”, as ${role}. Follow the link to accept. It works for 14 days.`,
      administrator: (inviter: string) =>
        `${inviter} invites you to administer the whole portal. Follow the link to accept. It works for 14 days.`,
      action: "Accept the invitation",
    },
    roles: { reader: "reader", contributor: "contributor", coordinator: "coordinator" },
    portalTeam: "The team of the portal",
  },
})
