const begins =
  "(?:please |bitte |s'il te plait |hey |oh |and |und |et |also |so |ok(?:ay)? |\\p{L}+, )*(?:remember|don't (?:ever )?forget|never forget|keep in mind|bear in mind|merk(?:e)? dir|vergiss (?:bitte )?nicht|denk(?:e)? (?:bitte )?daran|behalte?,? (?:bitte )?im kopf|souviens-toi|rappelle-toi|n'oublie (?:jamais|pas)|garde en tete|retiens)";
const request = new RegExp(`(?:^|[.!?,;:*"\\n(] ?)${begins}(?=[ ,:])`, "u");
const question = /\?["'”’)*\s]*$/u;

/** Whether somebody asks to have something kept in mind, in English, German or French: `remember that …`. */
export function asksToRemember(text: string): boolean {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("’", "'")
    .toLowerCase()
    .trim();
  return request.test(plain) && !question.test(plain);
}
