import { circlesOf } from "./word-circles.ts";

/** Words that say the same: asked with the one, told with the other. Each circle is one meaning. */
const lines = `
afraid scared frightened terrified fearful|fear phobia|angry mad furious upset|happy glad joyful|sad unhappy|excited thrilled stoked
tired exhausted drained worn|nervous anxious worried|lonely alone|proud|stressed overwhelmed|calm relaxed peaceful|glad relieved
job occupation profession|boss manager supervisor|colleague coworker teammate|salary wage wages|quit resign resigned|fired sacked dismissed
retire retired|hire hired employ employed|company firm business|begin start begun began started|finish complete end ended|stop quit
buy purchase bought|sell sold|repair fix fixed repaired mend|build construct|help assist aid|receive get got|give gave donate
live reside|relocate move moved|house home|apartment flat condo|rent lease|couch sofa|yard garden|elevator lift|trash garbage rubbish
car automobile|motorcycle motorbike|truck lorry|plane aircraft|ship boat|trip journey|vacation holiday|travel visit visited|hotel accommodation
photo picture image|film movie|tv television show|song tune|band group|instrument|novel book|story tale|painting picture artwork|sketch drawing
pottery ceramics clay|hobby pastime|exercise workout|gym fitness|run jog jogging running|hike trek|swim swimming|soccer football|bike cycling
sick ill unwell|illness disease sickness|doctor physician|hospital clinic|hurt injured wounded injury|surgery operation|medicine medication drug
pill tablet|flu influenza|pregnant expecting|born birth|die died passed death|funeral burial|ache pain|diagnosed diagnosis
child kid children kids|baby infant newborn|boy son|girl daughter|teenager teen|parent parents|mother mum mom|father dad|grandchild grandson granddaughter
husband spouse|wife spouse|partner spouse|boyfriend partner|girlfriend partner|fiance fiancee engaged|marry married wedding|divorce separation split
friend buddy pal mate|neighbor neighbour|roommate flatmate housemate|stranger|relative kin|sibling siblings
dog puppy pup hound|cat kitten kitty|pet animal|horse pony|adopt adopted rescue rescued|vet veterinarian
food meal dish|dinner supper|dessert sweet|cookie biscuit|candy sweets|soda pop|vegetarian vegan|restaurant diner|recipe|delicious tasty yummy
school academy|college university|teacher instructor tutor|professor lecturer|student pupil|class course lesson|exam test|grade mark|degree diploma
scholarship grant|subject major|learn study|train training practice|coach mentor trainer|graduate graduated
present gift|party celebration|prize award|medal trophy|contest competition tournament|match game|win victory|team squad
money cash|cost price|expensive pricey costly|cheap affordable|rich wealthy|poor broke|debt loan|save savings|earn make|charity fundraiser
dream goal aspiration ambition|plan intend|decide choose|want wish|hope wish|like enjoy love|hate dislike loathe|favorite favourite best prefer preferred
important significant|difficult hard tough challenging|easy simple|problem issue trouble|mistake error|accident crash|lost missing
beautiful pretty gorgeous lovely|big large huge|small little tiny|quick fast|strange odd weird|funny hilarious|smart clever intelligent|brave courageous
rain rainy|storm thunderstorm hurricane|snow snowy|autumn fall|forest woods woodland|sea ocean|beach shore coast seaside|hill mountain|trail path
town village|city|country nation|abroad overseas|street road|area neighborhood district|shop store|market|bakery baker|library
talk speak chat conversation|say mention|ask request|answer reply|explain describe|argue argument quarrel fight|promise vow swear|lie lied
letter note|email mail|phone telephone call|computer laptop pc|internet online|website site|video clip|password code
church chapel|pray prayer|god faith religion religious|believe belief|volunteer volunteering|community neighborhood|group club|organization charity
inspire inspired motivate motivated encourage|support supportive help|achieve accomplish reach|improve better|try attempt|fail failed|succeed succeeded
remember recall|forget forgot|think consider|realize realise understand|feel felt feeling|recommend suggest suggested advise|meet met
king ruler monarch|sword blade|guard watchman sentry|thief robber|inn tavern|coin coins gold|letter scroll|wizard mage sorcerer|witch sorceress
soldier warrior fighter|kill killed slay slain murder|steal stole stolen theft rob|hide hid hidden conceal|flee escape escaped|captain commander
name called named nickname|age old|clothes clothing outfit|coat jacket|shoes boots sneakers|glasses spectacles|bag backpack|necklace pendant
`;

const synonyms = circlesOf(lines);

/** Words that say the same as a word; empty for most. */
export function synonymsOf(word: string): readonly string[] {
  return synonyms.get(word) ?? [];
}
