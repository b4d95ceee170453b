"""Words that praise or blame, in eight languages, and the small words that turn or strengthen them.

A word ending in * is a stem. Not here: what is praised (`aspects`), whole phrases that tell the kind (`cues`).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hovmester.engines.reading.spoken import table_of
from hovmester.engines.reading.tokens import Token, without_elision, word_set

_WORDS = {
    "en": (
        "good fine great excellent amazing awesome fantastic wonderful delicious tasty yummy perfect* "
        "superb outstanding incredible best better lovely love loved loves enjoy* friendly attentive "
        "helpful kind warm cozy cosy fresh tender juicy crisp* flavorful flavourful generous reasonable "
        "affordable beautiful* charming gorgeous recommend* impress* happy pleased pleasing pleasure "
        "delight* fun favorite favourite gem treat divine heaven* exceptional fabulous brilliant quick "
        "prompt* polite professional clean spotless romantic relax* comfortable authentic unique creative "
        "inventive well nice nicely worth bargain steal glad satisfied yum mouthwatering scrumptious "
        "knowledgeable accommodating stellar phenomenal terrific magnificent exquisite decent smooth rich "
        "succulent ideal refreshing gracious inexpensive cheap phenomenally notch memorable hospitable "
        "sweet gripping moving thrilling hilarious witty clever* masterpiece* masterful* stunning* "
        "breathtaking captivating engaging entertaining sturdy durable reliable responsive intuitive comfy "
        "spacious fast impeccabl* flawless* splendid* marvelous* marvellous* sublime delectable delish "
        "addictive legendary thoughtful courteous welcoming inviting lively elegant* classy stylish hearty "
        "silky pleasant* thrilled grateful hooked standout triumph* compelling irresistible unforgettable "
        "extraordinary sensational remarkabl* superior honest loyal adorable vibrant intimate tasteful "
        "immaculate seamless* effortless* bright catchy heartfelt touching timeless",
        "bad terrible horrible awful disgusting worst worse poor* disappoint* rude slow cold bland "
        "overpriced expensive pricey dirty greasy soggy stale burnt burned raw dry tough rubbery tasteless "
        "flavorless flavourless noisy loud cramped crowded tiny lousy mediocre unfriendly unprofessional "
        "inattentive arrogant ignored ignore ignoring forgot forgotten wrong waited waiting wait awkward "
        "blunt broken damaged overcooked undercooked salty oily watery soupy mushy inedible gross nasty "
        "unacceptable ridiculous joke avoid unfortunately sadly pity complain* refund waste lacking lacked "
        "lack fail* horrid atrocious dreadful annoying annoyed regret stingy skimpy dark uncomfortable "
        "sticky stained smelly stink* ripoff rushed pushy hostile incompetent sick problem problems mess "
        "messy dull boring underwhelm* average subpar overrated unpleasant appalling pathetic hate* hardly "
        "frozen microwaved mistake mistakes apolog* attitude late ruined insult* dismal dive repulsive "
        "wretched deplorable disaster* disastrous nightmare filthy chewy limp lifeless clumsy sloppy "
        "careless* indifferent dismissive condescending snobby snooty abrupt unhelpful unwelcoming "
        "disorganized disorganised chaotic hectic understaffed shabby rundown outdated tacky uninspired "
        "unimpressive unimpressed unremarkable forgettable predictable tedious pointless confusing flawed "
        "faulty defective flimsy laggy buggy glitch* crashes crashed useless unusable worthless unreliable "
        "inaccurate cracked torn leaks leaked leaking scratched squeak* hideous ugly vile rancid spoiled "
        "spoilt rotten moldy mouldy tepid lukewarm charred overdone underdone meager meagre paltry measly "
        "shame shameful error errors refused yelled shouted sneer* scam unfair hassle irritat* frustrat* "
        "unable crap crappy sucks sucked yuck meh unsanitary cockroach* wooden clichéd cliché* pretentious "
        "overlong dearly costly broke ripped snapped jammed dented chipped frayed shrank shrunk wobbly "
        "incomplete missing unresponsive scuffed",
    ),
    "nl": (
        "goed goede geweldig* fantastisch* heerlijk* lekker* lekkerste uitstekend* perfect* verrukkelijk* "
        "super* prachtig* top toppertje voortreffelijk* beste sublie* briljant* zalig* schitterend* "
        "vriendelijk* attent* gezellig* aanrader leuk* fijn* mooi* netjes blij prima warm* tevreden "
        "genieten genoten smul* verzorgd* vlot* snel snelle vers verse mals* sfeervol* knus* rustig* ruim "
        "ruime verrass* origineel originele creatief lof compliment* behulpzaam behulpzame professioneel "
        "correct* proper schoon hartelijk* betaalbaar* redelijk* bijzonder* aangenaam aangename smaakvol* "
        "krokant* geslaagd* voldaan enthousiast sympathiek* klasse puik* onberispelijk* overheerlijk* "
        "excellent* gastvrij* deskundig* royaal royale uniek* waard pareltje kwaliteit keurig* betere knap "
        "knappe indrukwekkend* ontroerend* meeslepend* spannend* grappig* geestig* hilarisch* boeiend* "
        "meesterlijk* meesterwerk* handig* stevig* degelijk* betrouwbaar betrouwbare gebruiksvriendelijk* "
        "comfortabel* luxueus luxueuze chic elegant* stijlvol* verfijnd* verfijning smeuïg* boterzacht* "
        "romig* vakkundig* zorgzaam voorkomend* genot topzaak topper toppers klantvriendelijk* "
        "kindvriendelijk* hulpvaardig* tof toffe gaaf gave magnifiek* exquis* onvergetelijk* charmant* "
        "huiselijk* ideaal ideale dankbaar smakelijk* hartverwarmend* overtuigend* sterk sterke eerlijk "
        "eerlijke authentiek* fenomenaal fenomenale formidabel* voorbeeldig* vlekkeloos vlekkeloze feilloos "
        "foutloos moeiteloos helder* levendig* aanstekelijk* raak",
        "slecht* vreselijk* verschrikkelijk* walgelijk* onacceptabel* teleurge* teleurstel* onbeschoft* "
        "schandalig* belachelijk* waardelo* vies vieze ondermaats* matig* koud koude bot botte aangebrand* "
        "rauw* taai* smakeloos smakeloze droog droge kapot ontbrak ontbrek* traag trage verkeerd* lauw* vet "
        "vette wacht* jammer helaas probleem tegengevallen tegenval* tegenvaller onvriendelijk* duur dure "
        "prijzig* flauw* lawaai* luid* rumoer* druk krap* piepklein weinig slap* zout zoute vergeten "
        "vergat* arrogant* nors* chagrijnig* ongeïnteresseerd* onprofessioneel* rommelig* saai* kil kille "
        "smerig* stink* zonde overprijsd middelmatig* minpunt* klacht* fout fouten foute vermijd* mijden "
        "schande spijt* ongezellig* onverzorgd* afrader belabberd* bedroevend* pover* mis triest* "
        "onpersoonlijk* afgesnauwd ziek chaotisch* slordig* oppervlakkig* overdreven gehaast* opdringerig* "
        "waardeloos ellend* rampzalig* ramp hopeloos hopeloze lomp* brutaal brutale afstandelijk* "
        "nonchalant* onverschillig* kortaf onvoldoende oneetbaar oneetbare ondrinkbaar ondrinkbare walg* "
        "goor gore stroef stroeve kleverig* plakkerig* versleten gammel* krakkemikkig* haper* defect "
        "defecte gebroken vertraging* vertraagd* ergernis* irritant* ergerlijk* vervelend* storend* "
        "misselijk* afgrijselijk* afschuwelijk* pijnlijk* onaangenaam onaangename onbeleefd* ongastvrij* "
        "onkundig* amateuristisch* afzetterij oplichter* oplichting peperduur peperdure voorspelbaar "
        "voorspelbare langdradig* cliché* houterig* onbegrijpelijk* spijtig* karig* schraal schrale muf "
        "muffe verbrand* overgaar papperig* waterig* sompig* lusteloos geldverspilling verspilling "
        "deplorabel* erbarmelijk* beschamend* onverzorgd inwisselbaar inwisselbare nietszeggend* zwak "
        "zwakke lekt gescheurd gebarsten gekrast verkleurd gekrompen loslaat wiebelt wiebelig* onvolledig* "
        "onbereikbaar onbereikbare gedeukt",
    ),
    "nb": (
        "god godt gode bra fantastisk* utmerket utmerkede nydelig* perfekt* strålende herlig* utrolig* best "
        "beste supert* super kjempe* fremragende deilig* enestående knall* topp glimrende anbefal* imponer* "
        "koste elsk* smakfull* vennlig* hyggelig* oppmerksom* fin fint fine glad fornøyd* trivelig* "
        "koselig* flott* fersk* mør mørt saftig* sprø rask raskt hjelpsom* rolig* rimelig* billig* verdt "
        "perle vakker* vakre spennende morsom* vittig* sjarmerende solid* sterk* velskrevet velspilt "
        "himmelsk* guddommelig* overbevis* underhold* elegant* smart* effektiv* behagelig* lekker* lekre "
        "imponerende vellykket vellykka bedre genial* dyktig* dyktige original* fengende medrivende rik "
        "rike varm varmt klok troverdig* gripende rørende mesterlig* stilig* praktisk* favoritt* fryd glede "
        "lykkes lykkas kvalitet suveren* stemningsfull* gnistrende glitrende mesterverk* mesterstykke* "
        "praktfull* storslagen storslagne storslått* fabelaktig* eminent* briljant* prikkfri* vellaget "
        "velspilte velprodusert* velkomponert* velregissert* velfungerende gjennomført* gjennomarbeidet "
        "forseggjort* leken lekent lekne frisk friskt friske artig* gøy snedig* kløktig* innovativ* "
        "nyskapende oppfinnsom* fargerik* levende intens* fascinerende besnærende betagende hypnotisk* "
        "vanedannende uimotståelig* fortryllende magisk* poetisk* nyansert* treffsikker* treffende "
        "stilsikker* stilfull* engasjer* oppslukende minneverdig* uforglemmelig* høydepunkt* innertier* "
        "fulltreffer* triumf* toppklasse verdensklasse lykkelig* sympatisk* sjarm* ærlig* modig* klassiker* "
        "kraftfull* kjapp* lynrask* responsiv* brukervennlig* oversiktlig* intuitiv* romslig* slitesterk* "
        "skarp skarpt skarpe lyssterk* nøyaktig* stabil stabilt stabile pålitelig* komfortabel* fleksib* "
        "gunstig* kupp lettlest* fenger begeistr* humoristisk* virtuos* formidabel* overlegen* uslåelig* "
        "bemerkelsesverdig* fornøyelig* snill snille liker likte dybde gåsehud gjennombrudd* vidunderlig* "
        "ypperlig* prima kreativ* perler perlen stødig* morosam* glimrande framifrå strålande spanande "
        "gripande rørande nydeleg* herleg* deileg* flink* likar triveleg* hyggeleg* koseleg* vennleg* "
        "imponerande overtydande underhaldande kjekk kjekt kjekke eineståande uforgløymeleg* fengande "
        "nyskapande",
        "dårlig* forferdelig* elendig* ekkel* uakseptabel* skuff* uhøflig* frekk* latterlig* skitten skitne "
        "uspiselig* klag* katastrof* verste verre begredelig* kald kaldt sløv* brent svidd rå seig* tørr* "
        "smakløs* ødelagt ødelegg* mangl* forsinket treg* feil lunken salt saltet ventet venta dessverre "
        "synd problem* trist* dyr dyrt dyre støy* bråk* trang* lite kjedelig* svak svakt svake flat* "
        "middels middelmådig* irriter* arrogant* sur sure glemt glemte rotete rotet klissete kjip* plagsom* "
        "slapp* tam tamt forutsigbar* klisjé* ujevn* uinteressant* masete overfladisk* tomt stiv stivt "
        "anstrengt* unødvendig* pinlig* tungvint* uheldig* sliter slit håpløs* frustrer* rar rart savn* "
        "uinspirert* overdrev* langdrygt langtekkelig bommer faller svikt* ubehagelig* svakhet* svakere "
        "svakeste svekk* platt platte flatt flate tynn tynt tynne tannløs* livløs* sjelløs* blodfattig* "
        "blek blekt bleke anonym* intetsigende uengasjer* uoriginal* banal* klisje* floskl* pretensiøs* "
        "patetisk* pompøs* melodramatisk* stereotyp* endimensjonal* overtydelig* overlesset overlang* "
        "langtrukk* langtrukne gjentak* repetitiv* monoton* ensformig* rutinemessig* tomgang halvhjert* "
        "halvferdig* uferdig* uforløst* usammenhengende kaotisk* forvirr* uklar uklart uklare ulogisk* "
        "urealistisk* utroverdig* kunstig* krampaktig* påtatt påklistret enerverende slitsom* trøttende "
        "søvndyssende mislykk* mislyk* fiasko* nedtur* magaplask skrot søppel makkverk begrens* ulempe* "
        "hakkete ustabil* upålitelig* krasje* skingr* upresis* klumpete klønete dødfødt dum dumt dumme "
        "idiotisk* teit* barnslig* kvalm* vulgær* poengløs* meningsløs* verdiløs* unødig* utdatert* "
        "gammeldags uttværet utvannet forglemmelig* verken uggen uspennende nedslående bortkastet "
        "amatørmessig* slurv* avsporing irrelevant* pregløs* humørløs* energiløs* hul hult hule keisam* "
        "dårleg* skuffa skuffande kjedeleg* trøyttande einsformig* irriterande manglar manglande frykteleg* "
        "diverre utydeleg* vanskeleg* knust knuste sprakk sprukket sprukne revnet løsnet røk røyk slitt "
        "krympet bulket skrapet oppskrapet mangelfull* langdryg* ufullstendig* utett",
    ),
    "da": (
        "god godt gode dejlig* fantastisk* fremragende lækker* perfekt* vidunderlig* skøn* bedste bedre "
        "super* sød* venlig* hyggelig* anbefal* smuk* flot* tilfreds glad opmærksom* rar rart velsmagende "
        "frisk* mør mørt sprød* himmelsk* ros hurtig* rimelig* storartet storslået spændende morsom* sjov "
        "sjovt sjove rørende elegant* flink* imponer* fornem* udsøgt* behagelig* rolig* billig* gedigen* "
        "medrivende gribende underholdende original* charmerende brugervenlig* pålidelig* vellykket "
        "velskrevet mesterlig* mesterværk* fornøjelse fortræffelig* kanon",
        "dårlig* forfærdelig* elendig* ulækker* skuff* uforskammet* uhøflig* kold* sløv* brændt rå sej sejt "
        "tør tørt fersk forsinke* langsom* forkert* lunken ventede vente desværre ærgerligt dyr dyrt larm* "
        "kedelig* glemt glemte klist* bittesmå beskidt* værste værre mangl* rædselsfuld* sjusket fedtet "
        "uspiselig* utilfreds* sur sure støj* trang* ligegyldig* middelmådig* fiasko irriter* defekt* "
        "ødelagt* uinteressant* forudsigelig* langtrukken tynget overfladisk* rodet frygtelig* klam svag "
        "svagt svage intetsigende ensformig* forvirr* knust knuste revnet sprækket flænset krympet "
        "mangelfuld* utæt",
    ),
    "sv": (
        "god gott goda bra härlig* fantastisk* utmärkt* underbar* perfekt* jättegod* bästa bättre super* "
        "trevlig* vänlig* mysig* rekommender* fin fint fina nöjd* glad uppmärksam* smakrik* färsk* mör mört "
        "krispig* himmelsk* snabb* prisvärd* vacker* toppen suverän* imponer* spännande rolig* gripande "
        "elegant* proffsig* tillmötesgående generös* krämig* ljuvlig* smart* snygg* skön* pålitlig* lyckad* "
        "lyckat mästerlig* mästerverk* underhållande charmig* originell* lysande strålande förträfflig* "
        "utsökt* njutbar* bekväm* medryckande rörande välskriv* välspelad*",
        "dålig* hemsk* usel* äcklig* besvik* otrevlig* otrevligt oförskämd* kall kallt slö bränd* rå seg "
        "segt torr* smaklös* trasig* försen* långsam* fel ljummen väntade vänta tyvärr synd dyr* högljud* "
        "tråkig* glömt glömde kladdig* pyttesmå smutsig* värsta sämre saknas blaskig* bedrövlig* urusel* "
        "katastrof* fruktansvärd* oacceptabel* snorkig* nonchalant* slarvig* oätlig* mesig* platt platta "
        "svag svagt svaga krånglig* stökig* irriter* defekt* förutsägbar* långtråkig* enformig* ytlig* "
        "klyschig* rörig* obehaglig* misslyck* medelmåttig* bristfällig* ospännande sönder sprucken "
        "spruckna repad repade krympt ofullständig*",
    ),
    "de": (
        "gut gute guten guter gutes super toll* fantastisch* hervorragend* ausgezeichnet* lecker* köstlich* "
        "perfekt* wunderbar* wunderschön* beste* besser herrlich* freundlich* nett* aufmerksam* gemütlich* "
        "empfehl* schön* zufrieden glücklich frisch* zart* saftig* knusprig* himmlisch* schnell* preiswert* "
        "genial* spitze klasse begeister* liebevoll* hilfsbereit* sauber* angenehm* kompetent* vorzüglich* "
        "traumhaft* hübsch* stilvoll* reichhaltig* üppig* fein feine feinen raffiniert* großartig* "
        "exzellent* sensationell* mega liebenswürdig* zuvorkommend* herzlich* entspannt* ruhig* günstig* "
        "fair fairen spannend* witzig* fesselnd* zuverlässig* robust* gelungen* mitreißend* berührend* "
        "meisterhaft* meisterwerk* unterhaltsam* charmant* originell* einzigartig* unvergesslich* glänzend* "
        "brillant* lohnt empfehlenswert*",
        "schlecht* furchtbar* schrecklich* ekelhaft* enttäusch* unfreundlich* unverschämt* kalt* stumpf* "
        "verbrannt* roh zäh trocken* geschmacklos* kaputt* verspätet* langsam* falsch* lauwarm* warten "
        "gewartet leider schade teuer* überteuert laut* langweilig* vergessen klebrig* winzig* schmutzig* "
        "schlimm* versalzen fettig* mangelhaft* arrogant* unhöflich* dreckig* fad* fehlt* mies* grauenhaft* "
        "katastroph* fürchterlich* eklig* ungenießbar* lieblos* matschig* pampig* genervt nervig* "
        "inkompetent* chaotisch* ungemütlich* frech* defekt* minderwertig* unbrauchbar* schwach* verdorben "
        "verschimmelt abgelaufen unbequem* stinkt vorhersehbar* langatmig* oberflächlich* lahm* öde "
        "belanglos* misslung* peinlich* überflüssig* mittelmäßig* ungenügend* abzocke gerissen gebrochen "
        "zerkratzt* undicht fehlerhaft* verbeult* unvollständig*",
    ),
    "fr": (
        "bon bonne bons bonnes excellent* délicieu* parfait* superbe* magnifique* merveill* formidable* "
        "génial* meilleur* agréable* charmant* chaleureu* accueillant* sympa* sympathique* recommand* beau "
        "belle ravi* content* satisfait* attentionné* attentif* souriant* savoureu* frais fraîche* tendre* "
        "fondant* croustillant* divin* rapide* raisonnable* copieu* raffiné* soigné* généreu* impeccable* "
        "top bravo régal* succulent* original* efficace* plaisir exquis* adorable* cosy bien mieux "
        "inoubliable* professionnel* incontournable* pépite convivial* délicat* délice* gourmand* aimable* "
        "gentil gentils gentille gentilles gentillesse amabilité chapeau félicit* bonheur réussi* magique* "
        "sublime* somptueu* élégant* authentique* pro abordable* conseill* conquis* séduit* enchant* adoré* "
        "adore* aime aimé aimons joli* spacieu* propre* varié* onctueu* goûteu* moelleu* fraîcheur "
        "professionnalisme sourire disponible* prévenant* serviable* passionn* extra fameu* retournerai "
        "retournerons reviendrai reviendrons revenir calme extraordinaire* exceptionnel* remarquable* "
        "captivant* émouvant* drôle* brillant* fiable* pratique* solide* confortable*",
        "mauvais* horrible* affreu* dégoûtant* décev* déçu* déception désagréable* impoli* froid* tiède* "
        "brûlé* cru crue sec sèche dur dure fade* cassé* retard* lent* lente* lenteur erreur attendre "
        "attendu attente malheureusement dommage cher chère chers bruyant* bruit ennuyeu* oublié* collant* "
        "minuscule* sale* pire arrogant* glacial* médiocre* moyen* insipide* gras* salé* catastroph* honte* "
        "inadmissible* éviter fuir imbuvable* immangeable* nul* manque* manqu* surgelé* indifférent* "
        "antipathique* exécrable* banal* quelconque* déplorable* lamentable* scandaleu* honteu* "
        "dégueulasse* infect* ignoble* réchauffé* industriel* caoutchouteu* molle* mou pâteu* passable* "
        "refroid* arnaque* vol attrape* impossible* désagréablement désastr* pénible* bâclé* négligé* "
        "désinvolte* hautain* inexist* insuffisant* ridicule* mesquin* radin* périmé* avarié* vide* "
        "étouffant* bémol* regrett* dommageable fuyez évitez évite* prévisible* longuet* creux creuse* "
        "défectueu* inutilisable* fragile* abîmé* déchiré* rayé* fissuré* fuit incomplet* incomplète* "
        "injoignable*",
    ),
    "es": (
        "buen bueno buena buenos buenas excelente* delicios* perfect* magnífic* maravill* fantástic* "
        "estupend* genial* mejor* agradable* encantador* acogedor* recomend* bonit* bell* content* "
        "satisfech* atent* amable* simpátic* sabros* riquísim* fresc* tiern* jugos* crujiente* divin* "
        "rápid* razonable* abundante* exquisit* cuidad* generos* impecable* bien espectacular* inmejorable* "
        "increíble* original* eficaz* eficiente* gusto encantó encanta disfrut* perfectamente calidad "
        "sorprend* joya inolvidable* profesional* rico rica ricos ricas encant* excelencia* insuperable* "
        "extraordinari* sensacional* lujo acertad* apetecible* sublime* entrañable* amabilidad "
        "profesionalidad merece imprescindible* óptim* intachable* agradec* felicit* enhorabuena chapó "
        "elegante* tranquil* íntim* limpi* económic* asequible* gustó gusta gustaron buenísim* fenomenal* "
        "auténtic* variad* ampli* satisf* volveré volveremos volver repetir repetiremos repetiré recomiend* "
        "maj* educad* esmerad* estupendamente emocionante* divertid* fiable* práctic* cómod* brillante*",
        "mal malo mala malos malas horrible* asqueros* decepcion* desagradable* grosero* grosera frí* "
        "quemad* crud* sec* roto rota tarde lent* error* desgraciadamente lástima caro cara caros caras "
        "ruido* ruidos* aburrid* olvid* pegajos* minúscul* escas* sucio* sucia peor* arrogante* mediocre* "
        "insípid* gras* salad* catastróf* vergüenza inaceptable* evit* pésim* fatal imbebible* falta* "
        "faltaba congelad* demasiado antipátic* borde* bordes nefast* robo tibi* recalentad* soso sosa "
        "sosos sosas duro dura duros duras pasado pasada esperar esperando esperamos timo estafa* vergonz* "
        "lamentable* deplorable* desastr* cutre* incómod* lentitud tardar* tardaron fallo fallos fallan "
        "falla excesiv* elevad* carísim* clavada desorganiz* descuid* desatent* maleduc* grasient* aceitos* "
        "insuls* asco horror pobre pobres inexistente* insuficiente* ridícul* chapuza* caducad* "
        "incomestible* desagradó previsible* aburrimiento defectuos* inútil* frágil* rayado rayada rasgad* "
        "gotea agrietad* incomplet* abollad*",
    ),
}  # fmt: skip
_TURNERS = word_set(
    "not no never hardly barely without isn't wasn't weren't aren't don't didn't doesn't couldn't can't "
    "won't nothing none neither niet geen nooit nauwelijks zonder niets niks allerminst ikke ikkje aldri "
    "ingen intet uten verken neppe inte ingenting aldrig nicht kein keine keinen keiner nie ohne ne pas "
    "jamais sans aucun aucune rien nunca sin ningún ninguna nada tampoco isnt wasnt dont didnt"
)
_TOO = word_set("too te for altfor alltför för zu trop demasiado")
_BREAKS = word_set(", . ; : ! ? ( ) but maar men mais pero aber sondern though although although echter doch")
REACH = 4  # words over which a negation turns
# These languages also say no right behind the verb: "imponerer ikke", "je n'y retournerai pas".
_TURNERS_BEHIND = {
    "fr": word_set("pas plus jamais guère aucunement"),
    "nl": word_set("niet nooit"),
    "de": word_set("nicht nie"),
    **dict.fromkeys(("nb", "da", "sv"), word_set("ikke ikkje aldri aldrig inte neppe")),
}


class Judgement(NamedTuple):
    """One word that judges: +1 praises, -1 blames, as it stands in its sentence."""

    start: int
    end: int
    sign: int


def judgements(tokens: Sequence[Token], language: str) -> list[Judgement]:
    """Every judging word, negations already counted: "not too salty" praises, "not good" blames."""
    name = table_of(language, _WORDS)
    found = []
    for index, token in enumerate(tokens):
        sign = _sign(token.low, name)
        if sign:
            turned = _turned(tokens, index, sign)
            behind = tokens[index + 1].low if index + 1 < len(tokens) else ""
            if turned == sign and behind in _TURNERS_BEHIND.get(name, ()):
                turned = -sign
            found.append(Judgement(token.start, token.end, turned))
    return found


def _turned(tokens: Sequence[Token], index: int, sign: int) -> int:
    for back in range(1, REACH + 1):
        low = tokens[index - back].low if back <= index else "."
        if low in _BREAKS:
            break
        if low in _TURNERS:
            too = any(tokens[at].low in _TOO for at in range(index - back + 1, index))
            return 1 if too else -sign
    return -1 if index and tokens[index - 1].low in _TOO else sign


@lru_cache(maxsize=65536)
def _sign(low: str, language: str) -> int:
    exact, stems = _lexicon(language)
    low = without_elision(low)
    if low in exact:
        return exact[low]
    for length in range(3, len(low) + 1):
        sign = stems.get(low[:length])
        if sign:
            return sign
    return 0


@lru_cache(maxsize=16)
def _lexicon(language: str) -> tuple[dict[str, int], dict[str, int]]:
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    for sign, words in zip((1, -1), _WORDS[language], strict=True):
        for word in words.split():
            table, key = (stems, word[:-1]) if word.endswith("*") else (exact, word)
            table.setdefault(key, sign)
    return exact, stems
