/**
 * Words that say nothing of what a text is about, without accents and contractions: English, then German and French for
 * what else people speak with the bot. Names of months, numbers and words of time are content.
 */
const english = `a about above after again against all almost along already also although always am an and any anybody anyone
anything anyway are aren as at away back be became because become been before being below between both but by came can
cannot could couldn did didn do does doesn doing don done down during each either else even ever every everyone
everything few for from further get gets getting give given go goes going got had hadn has hasn have haven having he
her here hers herself hey hi him himself his how however i if in into is isn it its itself just know let like ll lot
made make makes many may maybe me mean might mine more most much must mustn my myself need neither no nor not nothing
now of off oh ok okay on once one only onto or other others our ours ourselves out over own per perhaps please quite
rather really s said same say says see seem seemed seems shall she should shouldn since so some somebody someone
something sometime still such sure t tell than that thats the their theirs them themselves then there these they thing
things think this those though through thus till to too toward under until up upon us very via want wants was wasn way
we well were weren what whatever when where whether which while who whoever whole whom whose why will with within
without won would wouldn wow yeah yes yet you your yours yourself yourselves`;
const german = `aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei bin bis bist da
damit dann das dass dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du
durch ein eine einem einen einer eines er es etwas euch euer fur gegen gewesen hab habe haben hat hatte hatten hier hin
hinter ich ihm ihn ihnen ihr ihre im in indem ins ist jede jedem jeden jeder jedes jetzt kann kein keine konnen konnte
man manche mein meine meinem meinen meiner mich mir mit muss nach nicht nichts noch nun nur ob oder ohne sehr sein
seine seinem seinen seiner sich sie sind so solche soll sollte sondern uber um und uns unser unter viel vom von vor
wann warum was weg weil weiter welche welcher welches wem wen wenn wer werde werden wie wieder wir wird wirst wo wohin
wurde zu zum zur zwar zwischen`;
const french = `ai aie ait alors as au aucun aura aurait aussi autre aux avaient avait avec avoir avons bien ce cela ces
cet cette ceux chaque comme comment dans de des deux dit donc du elle elles en encore es est et etaient etait etant ete
etes etre eu eux fait fois font il ils je la laquelle le lequel les leur leurs lui ma mais me meme mes moi mon ne ni nos
notre nous on ont ou par parce pas peu peut plus pour pourquoi qu quand que quel quelle quelles quels qui sa sans se
sera ses si son sont sous sur ta te tes toi ton tous tout toute toutes tres tu un une vos votre vous y`;

const stopWords: ReadonlySet<string> = new Set([english, german, french].join(" ").split(/\s+/));

export function isStopWord(word: string): boolean {
  // Most one-letter words are endings that an apostrophe left behind.
  return stopWords.has(word) || (word.length === 1 && /[a-z]/.test(word));
}
