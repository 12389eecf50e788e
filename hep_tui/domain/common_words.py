"""Ordinary words that schools and people are also called: alone they name nobody, so they are not pointed out."""

# Landscape and buildings, trades, colours and qualities, kin, months, first names that are words, and what any meeting
# about schools talks of.
_WORDS = """
abbey able acorn acre acres alder all apple april arch archer archway arrow art ash ashes aspen august autumn avenue
baker ball bank banks barber barker barley barn baron barrow bath battle bay beach beacon beam bean bear beck bee
beech bell bells berry best birch bird birds bishop black blackbird blake bloom blossom blue board bob bolt bond book
booth bourne bow bowl box boy boys brace branch brand bread breeze brick bridge bridges bright broad brook brooks
brookside brother brown buck bull burn burns bush butcher butler cable cage camp canal cannon canon canter car card
care carpenter carter carver case cash castle cathedral cave cedar central century chain chance chandler chapel
chapman chapter charity charm chase chess chestnut child children church city clark class clay clear cliff clock close
clough coal coast coat code coin cole colleague colleagues college collier common commons community cook cooper coral
corn corner costs cottage country court cove cox craft crane creek crescent crisp croft crook cross crossing crow
crown curry daisy dale dam dance dark date dawn day days deacon dean dear deer dell den dial dive dock dolphin door
dove down drake draper draw drew drink drive driver duke dyer eagle earl early east eden edge elder elm end england
english estate evening every ewe executive exit eye fair fairfield faith falcon falls farm farmer farrow fast father
feather federation fell fern ferry field fields finance finch fine firm first fish fisher fisherman flag flagg fleet
fletcher flint flood flower flowers foot ford forest forge fort forum foster fountain fowler fox frank freedom freeman
french friend friends frost fuller funding gale game garden gardener gardens garland garner gate gates gateway gay
general gift gill glebe glen global globe glover go god gold golden good goods gorse governor governors grace grange
grant grass grave gray great green greenway greenwood grey grove guard guest guild gunn guy hack hall ham hammer hand
hands harbour hardwick hardy hare harper harvest hatch hatcher haven hawk hawthorn hay hazel head heads headteacher
headteachers heart heath heather hedge henge heritage hermitage heron high higher highlands hill hills hillside
hilltop holly holmes holy home honey hook hope horn horse house hub hubs hull hunt hunter hurst hyde inclusion inn
iris iron island ivy jack jewel john jolly joy judge july june just justice keen keep kestrel key keys kid kids kind
king kingdom kingfisher kings kite knight knights know lad lady lake lamb land lane lanes lark last laurel lavender
law lawn lawyer lead leader leaders leaf lee less lily lime limes linden link lion little local lock lodge london long
lord love low lower lucky main major make manor many maple march mark market marsh marshall martin mason masters match
may mayor mead meadow meadows meadowside mears media memorial merchant mercy middle mile miles mill miller mills mine
mint mission mistletoe moat monday money monk moon moor moore moorland moors moss mother mount mountain muir my nation
nature needs new newton next nice night no noble none north northern nun nurse nursery oak oakfield oaks oakwood
office old olive one open orchard otter our outreach own page paige pain painter palace palm palmer parents paris park
parker parks parkside parliament parson parsons partnership pass pat path peace peach peacock pear pearl pebble penny
people pepper perry phase pike pilgrim pine pines pink piper pitt place plain plane plant play please pond pool poor
pope poplar poppy port porter post potter potters pound power pratt present price priest primary prime primrose prince
prior priory proud pupil pupils quarry queen queens question rail rain rainbow range ranger raven ray read reading red
reed reeds reeve regent rest rice rich ride ridge ridgeway right ring rise river rivers riverside road roads rob robin
rock roman rook room rooms root rose roses rough round row rowan royal ruby rule rush rye sacred sage sail saint sale
salmon salt salter sand sands saturday savage school schools sea seal secondary see seed self send senior service
sharp shaw sheep shell shepherd shield shoemaker shore short show side silver simple singer sister skills skipper sky
skylark slade small smart smith snow solar some son song south southern spark sparrow speaker special spencer spire
spring springs square squire staff stag star stars start station steel stiles still stock stone stones street strong
stubbs sue sum summer summit sun sunday sunny sunrise sunshine support swallow swan sweet swift table tailor tanner
tarn task taylor teacher teachers temple term test thatcher the theme thistle thorn thursday tidal tiler time today
together tomorrow top torch tower towers town trade training transition trees trinity trust tuesday tulip turner twist
underwood union united unity unwin upper vale valley very vicar victory view villa village vine virtue visits voice
wade walk walker wall waller walls ward warden wards warren watch water waters watson waves way weaver webb wednesday
week weeks well wells west western what wheat wheel wheeler where whistler white whitehall who why wick wild will
willow willows wind windmill window winter wise with wolf wood woodland woodlands woodman woods woodside word work
workshop world worth wren wright yard year years yes yew york you young
"""
# What is in any sentence, or in one about schools: alone it is not the beginning of a longer name. A word that the
# longer one is made of, such as fund or recruit, means the same and is not here.
_EVERYDAY = """
about above across act action active add after again against age agenda agree ahead air allow almost along also
alternative although always am among an and annual another answer any anybody anyone anything apart area areas around
as ask asked at available away back bad base based be became because been before began begin behind being below beside
better between both bring build but by call came can cannot centre certain chair challenge change check chief choice
clever combined come coming communal company concern condition consider core could council counter course cover current
cut daily data deal decide deep depend did differ different direct do does done draft due during each ease easy educate
either else employ enough equal even ever everybody everyone everything example except expect face fact far few final
find five focus for form formal four free frequent from full fully fun further future get give goes gone got group had
half hard has have he help her here hers him his how however idea if in include indeed infant inform inside instead
into is it its join joint junior large late later learn least leave left let life like line list live look lost lot
lots made manage maybe me mean meet met might mind mixed mode more most mostly move much multi must name national near
nearly need neither net never nobody nor normal not nothing now of off offer often ok on once only onto or order other
others ours out outer over paid part parts past pay peer per perhaps plan plus point principle private pro problem
profession professional provide public pull put quality quick quite raise rather ready real really recent result review
role safe said same save say scheme scope second sector seem seen sent separate serve set several shall share she shift
should since single six so social somebody someone something soon specific spend spent stop strategic strategy such
sure take talk teach teaching tell ten than thank that their them then there these they thing things think third this
those though three through thus till to told too took total toward travel true try turn two under unit until up upon us
use used usual various via wait want was we went were when whether which while whole whose wide win within without won
would yet your yours
"""
# Before these a name is that of a street or a building; the second row only where it has a capital.
_STREETS = "road street avenue gardens terrace hospital station airport library village church parish ambulance"
_STREETS_WITH_A_CAPITAL = "lane close drive way court park hill green farm"
# After the name of a place these are all of its schools, or none.
_ALL_OF_A_PLACE = "heads headteachers schools forum phase leaders sector teachers governors pupils"
# What "Miss" may be the verb of.
_WHEN = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december christmas easter out
"""
_TITLES = """
mr mrs ms miss mx dr sir dame prof professor rev revd reverend councillor cllr alderman baroness rabbi imam pastor
"""
# Who is somebody of one school where it is said of which, and the words between the two.
_OFFICES = """
bursar chair chairman chairwoman ceo deputy governor governors head headmaster headmistress headteacher manager
principal secretary senco sendco teacher
"""
_OF_A_PLACE = "at from of"
_PARTICLES = "de da di du la le van von der den ter ten al el bin bint st"

# Capitals that are nobody's initials among people who work in and for schools.
_ACRONYMS = """
ac agm aht ai am aob ap ascl asd bbc bcp bme cae camhs ce ceo cfo cic cin cla coo covid cp cpd cv dbs dfe dht dsl dt eal
ect ecf eg eh ehc ehcp elsa ep esfa eu eyfs faq fe foi fsm fte gb gcse gdpr gp hash he hi hlta hmi hr ht ia ict id ie it
jd ks la lac lado lea lle lsa mat mash mfl mp nasuwt naht nb neet neu nga nhs nle nor npq nqt ofsted ok ot pa pan pc pdf
pe pfi pm pp ppa ppg pr pru psa pshe pta pto qa qts rc re rse sat sats sbm scitt sdp sef sen senco send sendco sip sla
sle slt smt ta tba tbc tlr ts tsh tup tv uk us usa vat vle vs wc
"""

(
    ORDINARY, _OF_A_SENTENCE, STREETS, STREETS_WITH_A_CAPITAL, ALL_OF_A_PLACE, WHEN, TITLES, PARTICLES, OFFICES,
    OF_A_PLACE, ACRONYMS,
) = (
    frozenset(words.split())
    for words in (
        _WORDS, _EVERYDAY, _STREETS, _STREETS_WITH_A_CAPITAL, _ALL_OF_A_PLACE, _WHEN, _TITLES, _PARTICLES, _OFFICES,
        _OF_A_PLACE, _ACRONYMS,
    )
)  # fmt: skip
EVERYDAY = ORDINARY | _OF_A_SENTENCE
# Short forms that are no beginning of four letters of the name itself.
_NICKNAMES = """
abigail: abi abby; alexander: al alex sandy; alexandra: alex sandra; andrew: andy; anthony: tony; barbara: babs barb;
benjamin: ben; catherine: cathy kate katie; charles: charlie chas; christine: chris tina; christopher: chris kit;
daniel: dan danny; david: dave; deborah: deb debbie; dorothy: dot dottie; edward: ed eddie ted; eleanor: ellie nell;
elizabeth: beth betty eliza libby lizzie liz; frances: fran; francis: frank; frederick: fred; gerald: gerry;
gregory: greg; helen: nell; henry: harry; jacqueline: jackie; james: jim jimmy jamie; jennifer: jen jenny;
jeremy: jerry; jessica: jess; john: jack johnny; jonathan: jon; joseph: joe; joshua: josh; katherine: kate kathy katie;
kenneth: ken; laurence: larry; leonard: len; margaret: maggie meg peggy; mary: molly polly; matthew: matt; michael: mick
mike; mohammed: mo; nathaniel: nat; nicholas: nick; nicola: nicky; pamela: pam; patricia: pat patsy trish;
patrick: paddy pat; peter: pete; philip: phil; rebecca: becky; richard: dick rick; robert: bob bobby; ronald: ron;
samantha: sam; samuel: sam; sarah: sally; stephen: steve; steven: steve; stewart: stu; susan: sue susie; susannah: sue;
terence: terry; theodore: ted theo; theresa: tess; thomas: tom tommy; timothy: tim; valerie: val; victoria: vicky;
vincent: vince; william: bill billy
"""
NICKNAMES = {
    name.strip(): tuple(forms.split()) for name, _, forms in (each.partition(":") for each in _NICKNAMES.split(";"))
}
