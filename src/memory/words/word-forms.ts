import { circlesOf } from "./word-circles.ts";

/**
 * Forms of one word that a stemmer by endings doesn't bring together: irregular verbs and plurals. Each line is one word.
 */
const lines = `
awake awoke awoken|bear bore borne born|beat beaten|begin began begun|bend bent|bet|bite bit bitten|bleed bled|blow blew blown
break broke broken|breed bred|bring brought|build built|burn burnt burned|buy bought|catch caught|choose chose chosen choice
cling clung|come came|creep crept|deal dealt|dig dug|dive dove dived|draw drew drawn|dream dreamt dreamed|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown flight
forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|give gave given|go went gone going
grind ground|grow grew grown growth|hang hung|hear heard|hide hid hidden|hold held|keep kept|kneel knelt|know knew known
lay laid|lead led|lean leant leaned|leap leapt leaped|learn learnt learned|leave left|lend lent|lie lay lain|light lit lighted
lose lost loss|make made|mean meant|meet met|pay paid|prove proven proved|ride rode ridden|ring rang rung|rise rose risen
run ran running|say said|see saw seen|seek sought|sell sold|send sent|sew sewn sewed|shake shook shaken|shine shone|shoot shot
show showed shown|shrink shrank shrunk|sing sang sung song|sink sank sunk|sit sat|sleep slept asleep|slide slid|smell smelt
speak spoke spoken speech|spell spelt|spend spent|spin spun|spill spilt|spread|spring sprang sprung|stand stood|steal stole stolen
stick stuck|sting stung|strike struck|strive strove|swear swore sworn|sweep swept|swim swam swum swimming|swing swung|take took taken
teach taught|tear tore torn|tell told|think thought|throw threw thrown|understand understood|wake woke woken|wear wore worn
weave wove woven|weep wept|win won winning|wind wound|write wrote written writing
child children|man men|woman women|person people|foot feet|tooth teeth|mouse mice|goose geese|wife wives|knife knives|life lives
wolf wolves|leaf leaves|shelf shelves|half halves|thief thieves|loaf loaves|good better best|bad worse worst|far further farther
die died dead death|marry married marriage|lose losing lost|tie tying tied|analyze analyse analysis|colour color|favourite favorite
neighbour neighbor|travelled traveled travelling traveling travel|grey gray|theatre theater|centre center|mum mom mother mama mommy
dad father papa daddy|tv television telly|bike bicycle biking|phone telephone|photo photograph picture pic|fridge refrigerator
exam examination|plane airplane aeroplane|vet veterinarian veterinary|uni university|doc doctor|grandma grandmother granny nana gran
grandpa grandfather grandad granddad gramps|kid kiddo child children kids|bro brother|sis sister|hubby husband|gym|admire admiration|decide decision
advise advice|believe belief|choose choice|succeed success successful|arrive arrival|propose proposal|retire retirement
graduate graduation|engage engagement|celebrate celebration|move moving moved|invite invitation|perform performance|apply application
compete competition|explain explanation|describe description|destroy destruction|receive received receipt|produce production
volunteer volunteering|camp camping|hike hiking|paint painting|read reading|dance dancing|bake baking|cook cooking
adopt adoption|injure injury injured hurt|pregnant pregnancy|allergic allergy allergies|religious religion|music musical musician
educate education educational|create creation creative|educate educator|relate relationship|therapy therapist|counsel counselor counselling counseling
science scientist scientific|politics political politician|art artist artistic|photograph photographer photography|anxious anxiety
depressed depression|sad sadness|happy happiness|angry anger|strong strength|long length|wide width|high height|deep depth|hot heat
warm warmth|true truth|young youth|free freedom|wise wisdom|poor poverty|rich wealth wealthy|lonely loneliness|proud pride
brave bravery courage courageous|curious curiosity|ambition ambitious|success succeed successful|fail failure|lose loser loss
inspire inspiration|motivate motivation|organize organise organization organisation|realize realise realization|recognize recognise
cancel canceled cancelled|jewelry jewellery|program programme|mold mould|pajamas pyjamas|cozy cosy|aging ageing|donut doughnut
divorce divorced|engaged engagement|propose proposed|attend attendance|visit visitor|travel traveler traveller|drive driver driving
teach teacher teaching|sing singer singing|swim swimmer|run runner|bake baker bakery|farm farmer farming|garden gardener gardening
two 2|three 3|four 4|five 5|six 6|seven 7|eight 8|nine 9|ten 10|eleven 11|twelve 12|first 1st|second 2nd|third 3rd
japan japanese|china chinese|korea korean|vietnam vietnamese|thailand thai|india indian|france french|germany german|italy italian
spain spanish|portugal portuguese|greece greek|turkey turkish|netherlands dutch|denmark danish|sweden swedish|norway norwegian
finland finnish|iceland icelandic|ireland irish|scotland scottish|england english|britain british|wales welsh|poland polish
russia russian|ukraine ukrainian|hungary hungarian|austria austrian|switzerland swiss|mexico mexican|brazil brazilian
canada canadian|america american usa|australia australian|egypt egyptian|morocco moroccan|africa african|europe european|asia asian
paint painter|write writer|act actor actress acting|direct director|manage manager management|own owner|win winner|lead leader leadership
`;

const forms = circlesOf(lines);

/** Other forms of a word; empty for most. */
export function formsOf(word: string): readonly string[] {
  return forms.get(word) ?? [];
}
