/**
 * Words for kinds of things, with what people name when they talk of one: asked for somebody's hobbies, the answer says
 * `pottery`. A kind leads to its members; a member doesn't lead back.
 */
const lines = `
hobby activity pastime leisure interest fun outdoor: hiking camping running painting pottery swimming reading cooking baking gardening fishing climbing dancing yoga photography knitting gaming cycling skiing surfing kayaking skating birdwatching writing drawing singing chess puzzle woodworking sewing
sport athletic: football soccer basketball tennis baseball hockey volleyball rugby cricket golf swimming running climbing rowing boxing karate judo fencing archery badminton skiing snowboarding surfing cycling gymnastics wrestling
instrument musical: guitar piano violin drum flute cello ukulele saxophone trumpet clarinet harp bass keyboard accordion banjo fiddle harmonica lute
pet animal: dog cat puppy kitten hamster rabbit parrot bird fish goldfish horse turtle tortoise lizard snake ferret beagle retriever labrador greyhound pig chicken goat mule mare pony toad owl raven
family relative sibling: mother father mom dad brother sister son daughter aunt uncle cousin niece nephew grandmother grandfather grandma grandpa husband wife stepdad stepmother twin
food dish meal cuisine snack dessert: pizza pasta noodle soup stew bread cake pie cookie pancake risotto curry sushi ramen taco burger salad chocolate cheese steak dumpling sandwich casserole lasagna chili roast
drink beverage: tea coffee beer wine ale stout brandy gin whisky rum cider milk juice cocktail mead lemonade
color colour: red blue green yellow purple orange pink black white brown grey silver gold violet turquoise
art artwork craft creative: painting drawing sculpture pottery sketch portrait mural quilt watercolour watercolor calligraphy ceramic photography carving embroidery
music genre: jazz rock classical pop folk blues hip-hop rap country metal opera reggae electronic
vehicle transport: car truck bike bicycle motorcycle moped scooter van bus train boat tram ferry barge tractor cart wagon volvo toyota ford tesla
job profession occupation career trade work: teacher nurse doctor engineer lawyer chef baker developer programmer designer writer artist driver accountant manager mechanic farmer smith merchant soldier sailor hunter healer guard tailor carpenter librarian therapist counselor counselling florist photographer
weapon armed: sword dagger axe bow crossbow spear knife gun pistol rifle halberd rapier staff mace hammer shield
country place city travel destination abroad: france paris italy rome spain london england germany berlin japan tokyo china india mexico canada brazil greece turkey ireland scotland sweden norway switzerland portugal egypt thailand australia africa europe america york boston chicago california florida hawaii seattle
holiday celebration: christmas easter thanksgiving halloween hanukkah diwali birthday anniversary wedding
weather: rain snow storm sunny cloudy wind fog frost heat
illness disease condition health injury: flu cold cancer diabetes asthma migraine allergy fever infection sprain fracture surgery anxiety depression insomnia arthritis
allergy allergic: peanut nut shellfish dairy gluten pollen dust cat penicillin lactose bee walnut egg soy
emotion feeling feel: happy sad angry proud nervous excited grateful scared lonely relieved overwhelmed jealous hopeful thankful
plant flower garden: rose tulip lily daisy sunflower orchid tomato herb tree basil lavender
jewelry gift present: necklace ring bracelet watch earrings pendant book card flower bowl scarf
subject degree major study field: math maths history biology chemistry physics art law medicine psychology engineering philosophy literature economics nursing business computer counseling education
home house accommodation dwelling live: apartment flat condo cabin farmhouse houseboat cottage dorm attic loft cellar
fear afraid phobia scare: spider height dark snake flying clown water crowd needle thunder fire
event: concert wedding festival workshop conference race parade party fair exhibition show meeting retreat fundraiser marathon picnic interview protest reunion
water nature outdoor: beach lake river ocean mountain forest waterfall canyon park trail desert island
clothing wear clothes: dress shirt jacket coat shoes boots hat scarf jeans suit sweater gloves
relationship status: single married divorced engaged dating widow separated partner breakup
book author read: novel poem trilogy biography memoir thriller fantasy series chapter
goal dream ambition hope want: open build learn start become write adopt travel own launch
volunteer charity cause: shelter hospice food bank fundraiser donation refugee homeless rescue soup
`;

const members = membersOf(lines);

/** What people name when they speak of a kind of thing; empty for a word that is no such kind. */
export function membersOfKind(word: string): readonly string[] {
  return members.get(word) ?? [];
}

function membersOf(text: string): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, readonly string[]>();
  for (const line of text.trim().split("\n")) {
    const [names = "", list = ""] = line.split(":");
    for (const name of names.trim().split(/\s+/))
      kinds.set(name, [
        ...(kinds.get(name) ?? []),
        ...list.trim().replaceAll("-", " ").split(/\s+/),
      ]);
  }
  return kinds;
}
