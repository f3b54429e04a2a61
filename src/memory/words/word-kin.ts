import { circlesOf } from "./word-circles.ts";

/**
 * Words that people use for one another, or of one another, when they talk about their lives: asked for the one, the
 * answer often says the other. Each line is a circle of kin; a word that stands in several belongs to all of them.
 */
const lines = `
job work occupation profession career employer living position employed trade
boss manager supervisor|colleague coworker teammate|salary wage pay income|fired laid sacked layoff unemployed
hire hired recruited|promotion promoted|company firm business startup shop store|office workplace|quit resign leave
school college university class course degree study student campus|teacher professor instructor tutor coach mentor
study major degree field education|exam test quiz grade|learn lesson practice train class course|subject topic theme
family relative parent mother father sister brother sibling son daughter children cousin aunt uncle
sibling brother sister twin|parent mother father|child son daughter baby toddler kid|grandparent grandmother grandfather
partner husband wife spouse girlfriend boyfriend fiance fiancee|wedding marry bride groom ceremony|engagement propose ring fiance fiancee
married wedding husband wife|divorce separated split breakup|date dating relationship romance|single breakup|pregnant baby expecting birth
friend buddy pal mate|neighbor neighbour nextdoor|roommate flatmate|people folks guests
pet dog cat puppy kitten animal hamster rabbit parrot bird fish horse turtle guinea pig
dog puppy pup hound retriever terrier|cat kitten kitty|horse pony riding|bird parrot|breed type
house home apartment flat place condo cottage|live living reside residence move settled based|room bedroom kitchen bathroom
city town village hometown|country nation homeland abroad|born raised grow hometown origin native roots|neighborhood neighbourhood area district
move relocate relocated|rent lease landlord mortgage|garden gardening plant flower yard vegetables|furniture couch sofa table chair
hobby pastime interest passion leisure fun spare free|activity activities event outing|enjoy love like fond favorite fan
hate dislike despise stand|favorite best prefer love|afraid fear scared terrified phobia frightened nervous
music song band album concert gig tune playlist|instrument guitar piano violin drums flute cello ukulele saxophone trumpet
concert show gig festival performance|sing singer choir vocals|musician artist singer composer|dance dancer ballet salsa
book novel read reading author story series|author writer wrote|movie film cinema watch|show series tv episode season
game play gaming video console|board chess cards|art painting draw drawing sketch paint canvas|artist painter sculptor
craft pottery clay ceramics knitting sewing|photography photo camera|museum gallery exhibit exhibition
sport football soccer basketball tennis baseball hockey volleyball rugby cricket|team club league|exercise workout gym fitness training jog run
run race marathon jogging sprint|swim pool swimming beach|hike trail trek mountain hiking climb|yoga meditation mindfulness
bike cycling ride|ski snowboard slopes|win won prize award trophy medal champion|compete tournament competition contest match
trip travel vacation holiday journey visit tour getaway|visit went traveled|travel flew flight abroad trip|road drive roadtrip
camp camping tent campfire|beach ocean sea coast shore|mountain hills peak|lake river|hotel hostel resort airbnb|airport flight plane
car vehicle drive truck van suv|train railway station|bus transport commute|accident crash collision|bike bicycle motorcycle scooter
food meal dish eat cuisine|meal dinner lunch breakfast supper|cook recipe bake kitchen chef|restaurant cafe diner bistro eat
dessert cake cookies pie ice cream sweet|drink coffee tea wine beer cocktail juice|vegetarian vegan diet|allergy allergic intolerant
snack chips candy|fruit apple berry|bread bake bakery|health healthy fitness diet wellbeing
sick ill illness disease unwell flu|doctor physician hospital clinic nurse|injury injured hurt broke sprained accident
hospital surgery operation|medicine medication pills treatment|therapy therapist counseling counselor|stress anxiety worried overwhelmed burnout
sleep insomnia tired rest|pain ache hurt headache|death died passed funeral loss lost|birth born birthday
birthday turned age old party|age old years turned|party celebration celebrate gathering|gift present gave received surprise
holiday christmas thanksgiving easter halloween hanukkah|anniversary celebrate|festival fair parade carnival
money cost price paid dollars bucks euros expensive|buy purchase get bought shopping|sell sale sold|save savings budget|debt loan owe
donate charity fundraiser volunteer cause|volunteer shelter community help|support help encourage encouragement|group community club organization
religion church faith god pray prayer mosque temple|politics election vote campaign|identity gender transgender lgbtq pride queer
feel feeling emotion felt mood|happy glad thrilled excited joy delighted|sad upset down depressed heartbroken|angry mad furious
proud pride accomplishment achieve|grateful thankful appreciate|inspire inspiration motivated motivate motivation|goal dream plan hope aim ambition
plan planning going intend upcoming future|decide choose chosen picked settle|start begin launched open began|finish complete end done
realize realise understand learned|reason why because motive|problem issue trouble challenge difficult struggle hard obstacle
change transform different|future plan upcoming next|past former previous used earlier|recent recently lately new
name called named nickname|nickname call short|describe think look|color red blue green yellow purple orange pink black white
big large huge|small little tiny|phone call number|email message letter text|computer laptop pc|app software program website
weather rain snow sunny storm|season summer winter spring autumn fall|morning evening night|weekend saturday sunday
secret hidden hid hide|treasure gold chest coin|sword blade dagger weapon|king queen prince princess royal throne|magic spell wizard witch
tavern inn|village town|battle fight war|quest mission adventure|ship boat captain sail|castle fortress keep|monster beast creature dragon
scar wound injury|key lock|promise swore vow oath|enemy rival foe|curse cursed hex|map route path
`;

const kin = circlesOf(lines);

/** Words near a word in meaning; empty for most. */
export function kinOf(word: string): readonly string[] {
  return kin.get(word) ?? [];
}
