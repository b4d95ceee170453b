"""Words that praise or blame, in eight languages, and the small words that turn or strengthen them.

A word ending in * is a stem. Not here: what is praised (`aspects`), whole phrases that tell the kind (`cues`).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hovmester.engines.reading.tokens import Token, word_set

_WORDS = {
    "en": (
        "good fine great excellent amazing awesome fantastic wonderful delicious tasty yummy perfect* superb "
        "outstanding incredible best better lovely love loved loves enjoy* friendly attentive helpful "
        "kind warm cozy cosy fresh tender juicy crisp* flavorful flavourful generous reasonable "
        "affordable beautiful* charming gorgeous recommend* impress* happy pleas* delight* fun favorite "
        "favourite gem treat divine heaven* exceptional fabulous brilliant quick prompt* polite "
        "professional clean spotless romantic relax* comfortable authentic unique creative inventive well "
        "nice nicely worth bargain steal glad satisfied yum mouthwatering scrumptious knowledgeable "
        "accommodating stellar phenomenal top-notch terrific magnificent exquisite decent smooth rich "
        "succulent ideal refreshing gracious inexpensive cheap phenomenally notch memorable hospitable "
        "sweet",
        "bad terrible horrible awful disgusting worst worse poor* disappoint* rude slow cold bland "
        "overpriced expensive pricey dirty greasy soggy stale burnt burned raw dry tough rubbery "
        "tasteless flavorless flavourless noisy loud cramped crowded tiny small lousy mediocre unfriendly "
        "unprofessional inattentive arrogant ignored ignore ignoring forgot forgotten wrong waited "
        "waiting wait awkward blunt broken damaged overcooked undercooked salty oily watery soupy mushy "
        "inedible gross nasty unacceptable ridiculous joke avoid unfortunately sadly complain* refund "
        "waste lacking lacked lack fail* horrid atrocious dreadful annoying annoyed regret stingy skimpy "
        "dark uncomfortable sticky stained smelly stink* rip-off ripoff rushed pushy hostile incompetent "
        "sick problem problems mess messy dull boring underwhelm* average sub-par subpar overrated "
        "unpleasant appalling pathetic hate* hardly frozen microwaved mistake mistakes apolog* attitude "
        "late ruined overpriced insult* dismal dive",
    ),
    "nl": (
        "goed goede geweldig* fantastisch* heerlijk* lekker* lekkerste uitstekend* perfect* verrukkelijk* "
        "super* prachtig* top toppertje voortreffelijk* beste sublie* briljant* zalig* schitterend* "
        "vriendelijk* attent* gezellig* aanrader leuk* fijn* mooi* netjes blij prima warm* tevreden "
        "genieten genoten smul* verzorgd* vlot* snel snelle vers verse mals* sfeervol* knus* rustig* ruim "
        "ruime verrass* origineel originele creatief lof compliment* behulpzaam behulpzame professioneel "
        "correct* proper schoon hartelijk* betaalbaar* redelijk* bijzonder* aangenaam aangename smaakvol* "
        "krokant* geslaagd* voldaan enthousiast sympathiek* klasse puik* onberispelijk* overheerlijk* "
        "excellent* gastvrij* deskundig* royaal royale uniek* waard pareltje kwaliteit keurig* betere",
        "slecht* vreselijk* verschrikkelijk* walgelijk* onacceptabel* teleurge* teleurstel* onbeschoft* "
        "schandalig* belachelijk* waardelo* vies vieze ondermaats* matig* koud koude bot botte "
        "aangebrand* rauw* taai* smakeloos smakeloze droog droge kapot ontbrak ontbrek* traag trage "
        "verkeerd* lauw* vet vette wacht* jammer helaas probleem tegengevallen tegenval* tegenvaller "
        "onvriendelijk* duur dure prijzig* flauw* lawaai* luid* rumoer* druk krap* klein kleine piepklein "
        "weinig slap* zout zoute vergeten vergat* arrogant* nors* chagrijnig* ongeïnteresseerd* "
        "onprofessioneel* rommelig* saai* kil kille smerig* stink* zonde overprijsd middelmatig* minder "
        "minpunt* klacht* fout fouten foute te vermijd* mijden schande spijt* ongezellig* onverzorgd* "
        "afrader belabberd* bedroevend* pover* mis triest* onpersoonlijk* afgesnauwd ziek chaotisch* "
        "slordig* oppervlakkig* overdreven gehaast* opdringerig*",
    ),
    "nb": (
        "god godt gode bra fantastisk* utmerket utmerkede nydelig* perfekt* strålende herlig* utrolig* "
        "best beste supert* super kjempe* fremragende deilig* enestående knall* topp glimrende anbefal* "
        "imponer* koste elsk* smakfull* vennlig* hyggelig* oppmerksom* fin fint fine glad fornøyd* "
        "trivelig* koselig* flott* fersk* mør mørt saftig* sprø rask raskt hjelpsom* rolig* rimelig* "
        "billig* verdt perle vakker* vakre spennende morsom* vittig* sjarmerende solid* sterk* velskrevet "
        "velspilt himmelsk* guddommelig* overbevis* underhold* elegant* smart* effektiv* behagelig* "
        "lekker* lekre imponerende vellykket vellykka bedre genial* dyktig* dyktige original* fengende "
        "medrivende rik rike varm varmt klok troverdig* gripende rørende mesterlig* stilig* praktisk* "
        "god-følelse favoritt* fryd glede lykkes lykkas kvalitet suveren* stemningsfull* rørende",
        "dårlig* forferdelig* elendig* ekkel* uakseptabel* skuff* uhøflig* frekk* latterlig* skitten "
        "skitne uspiselig* klag* katastrof* verste verre begredelig* kald kaldt sløv* brent svidd rå "
        "seig* tørr* smakløs* ødelagt ødelegg* mangl* forsinket treg* feil lunken salt saltet ventet "
        "venta dessverre synd problem* trist* dyr dyrt dyre støy* bråk* trang* liten lite små kjedelig* "
        "svak svakt svake flat* middels middelmådig* irriter* arrogant* sur sure glemt glemte rotete "
        "rotet klissete kjip* plagsom* slapp* tam tamt forutsigbar* klisjé* ujevn* uinteressant* masete "
        "mørk overfladisk* tomt stiv stivt anstrengt* unødvendig* pinlig* tungvint* uheldig* sliter slit "
        "håpløs* frustrer* rar rart savn* uinspirert* overdrev* langdrygt langtekkelig bommer faller "
        "svikt* ubehagelig*",
    ),
    "da": (
        "god godt gode dejlig* fantastisk* fremragende lækker* perfekt* vidunderlig* skøn* bedste bedre "
        "super* sød* venlig* hyggelig* anbefal* smuk* flot* tilfreds glad opmærksom* rar rart velsmagende "
        "frisk* mør mørt sprød* himmelsk* ros hurtig* rimelig*",
        "dårlig* forfærdelig* elendig* ulækker* skuff* uforskammet* uhøflig* kold* sløv* brændt rå sej "
        "sejt tør tørt fersk forsinke* langsom* forkert* lunken ventede vente desværre ærgerligt dyr dyrt "
        "larm* kedelig* glemt glemte klist* små bittesmå beskidt* værste værre tynd mangl*",
    ),
    "sv": (
        "god gott goda bra härlig* fantastisk* utmärkt* underbar* perfekt* jättegod* bästa bättre super* "
        "trevlig* vänlig* mysig* rekommender* fin fint fina nöjd* glad uppmärksam* smakrik* färsk* mör "
        "mört krispig* himmelsk* snabb* prisvärd* vacker* toppen suverän* imponer*",
        "dålig* hemsk* usel* äcklig* besvik* otrevlig* otrevligt oförskämd* kall kallt slö bränd* rå seg "
        "segt torr* smaklös* trasig* försen* långsam* fel ljummen väntade vänta tyvärr synd dyr* högljud* "
        "tråkig* glömt glömde kladdig* små pyttesmå smutsig* värsta sämre saknas blaskig*",
    ),
    "de": (
        "gut gute guten guter gutes super toll* fantastisch* hervorragend* ausgezeichnet* lecker* "
        "köstlich* perfekt* wunderbar* wunderschön* beste* besser herrlich* freundlich* nett* aufmerksam* "
        "gemütlich* empfehl* schön* zufrieden glücklich frisch* zart* saftig* knusprig* himmlisch* "
        "schnell* preiswert* genial* spitze klasse begeister* liebevoll* hilfsbereit* sauber* angenehm* "
        "kompetent* vorzüglich* traumhaft*",
        "schlecht* furchtbar* schrecklich* ekelhaft* enttäusch* unfreundlich* unverschämt* kalt* stumpf* "
        "verbrannt* roh zäh trocken* geschmacklos* kaputt* verspätet* langsam* falsch* lauwarm* warten "
        "gewartet leider schade teuer* überteuert laut* langweilig* vergessen klebrig* winzig* schmutzig* "
        "schlimm* versalzen fettig* mangelhaft* arrogant* unhöflich* dreckig* fad* fehlt*",
    ),
    "fr": (
        "bon bonne bons bonnes excellent* délicieu* parfait* superbe* magnifique* merveill* formidable* "
        "génial* meilleur* agréable* charmant* chaleureu* accueillant* sympa* sympathique* recommand* "
        "beau belle ravi* content* satisfait* attentionné* attentif* souriant* savoureu* frais fraîche* "
        "tendre* fondant* croustillant* divin* rapide* raisonnable* copieu* raffiné* soigné* généreu* "
        "impeccable* top bravo régal* succulent* original* efficace* plaisir exquis* adorable* cosy bien "
        "mieux inoubliable* professionnel* incontournable* pépite convivial* délicat*",
        "mauvais* horrible* affreu* dégoûtant* décev* déçu* déception désagréable* impoli* froid* tiède* "
        "brûlé* cru crue sec sèche dur dure fade* cassé* retard* lent* lente* lenteur erreur attendre "
        "attendu attente malheureusement dommage cher chère chers bruyant* bruit ennuyeu* oublié* "
        "collant* minuscule* petit* sale* pire arrogant* glacial* médiocre* moyen* insipide* gras* salé* "
        "catastroph* honte* inadmissible* éviter fuir imbuvable* immangeable* nul* manque* manqu* "
        "surgelé* indifférent* antipathique* exécrable* banal* quelconque* limite",
    ),
    "es": (
        "buen bueno buena buenos buenas excelente* delicios* perfect* magnífic* maravill* fantástic* "
        "estupend* genial* mejor* agradable* encantador* acogedor* recomend* bonit* bell* content* "
        "satisfech* atent* amable* simpátic* sabros* ric* riquísim* fresc* tiern* jugos* crujiente* "
        "divin* rápid* razonable* abundante* exquisit* cuidad* generos* impecable* bien espectacular* "
        "inmejorable* increíble* original* eficaz* eficiente* gusto encantó encanta disfrut* "
        "perfectamente calidad sorprend* 10 diez joya inolvidable* profesional*",
        "mal malo mala malos malas horrible* asqueros* decepcion* desagradable* grosero* grosera frí* "
        "quemad* crud* sec* dur* sos* roto rota tarde lent* error* esper* desgraciadamente lástima caro "
        "cara caros caras ruido* ruidos* aburrid* olvid* pegajos* minúscul* escas* sucio* sucia peor* "
        "arrogante* mediocre* insípid* gras* salad* catastróf* vergüenza inaceptable* evit* pésim* fatal "
        "regular* imbebible* falta* faltaba congelad* demasiado antipátic* borde* bordes nefast* robo "
        "pasad* tibi* recalentad*",
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


class Judgement(NamedTuple):
    """One word that judges: +1 praises, -1 blames, as it stands in its sentence."""

    start: int
    end: int
    sign: int


def judgements(tokens: Sequence[Token], language: str) -> list[Judgement]:
    """Every judging word, negations already counted: "not too salty" praises, "not good" blames."""
    name = _name(language)
    found = []
    for index, token in enumerate(tokens):
        sign = _sign(token.low, name)
        if sign:
            found.append(Judgement(token.start, token.end, _turned(tokens, index, sign)))
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
    if low in exact:
        return exact[low]
    for length in range(3, len(low) + 1):
        sign = stems.get(low[:length])
        if sign:
            return sign
    return 0


def _name(language: str) -> str:
    return {"nn": "nb", "no": "nb"}.get(language, language if language in _WORDS else "en")


@lru_cache(maxsize=16)
def _lexicon(language: str) -> tuple[dict[str, int], dict[str, int]]:
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    for sign, words in zip((1, -1), _WORDS[language], strict=True):
        for word in words.split():
            table, key = (stems, word[:-1]) if word.endswith("*") else (exact, word)
            table.setdefault(key, sign)
    return exact, stems
