"""Words for what guests judge, language by language, and which thing and side of it each is about.

A word is a stem: it also stands for what is up to five letters longer. "=" marks a whole word, as all shorter than four
letters are. Of a joined word ("wijnkaart") the last part says what it is. Not here: how they are judged (`sentiment`).
"""

from functools import lru_cache
from typing import NamedTuple

from hovmester.engines.reading.spoken import table_of
from hovmester.engines.reading.tokens import bare, without_elision, word_set

# Things a guest can judge; PRICE and CHOICE are sides of whatever else is named.
PRICE, CHOICE, PLACE = "PRICE", "CHOICE", "RESTAURANT"
_EVERYWHERE = {
    "FOOD": (
        "pizza pasta sushi sashimi burger hamburger taco tapas curry ramen risotto lasagn spaghetti ravioli gnocchi "
        "tiramisu carpaccio tartar falafel kebab hummus paella ceviche quiche tempura mozzarella foie ribs brownie "
        "croissant bagel cheesecake sorbet mousse couscous dessert dim =bbq barbecue entrecote tagliat tartare"
    ),
    "DRINKS": "cocktail martini margarita mojito champagne prosecco cava espresso cappuccino sangria sake whisk gin",
    "SERVICE": "service =chef =chefs barista sommelier",
    PLACE: "restaurant bistro brasserie =bar pub trattoria pizzeria etablissement",
}
_TERMS = {
    "en": {
        "FOOD": (
            "food =dish dishes meal steak fish chicken soup salad bread sauce meat beef lamb duck pork bacon ham "
            "rice shrimp prawn lobster crab oyster scallop salmon tuna cod squid calamari mussel clam appetizer "
            "appetiser starter entree =mains breakfast lunch dinner brunch cuisine cooking taste flavor flavour "
            "ingredient fries =pie =pies cake cheese noodle sandwich egg eggs omelette pancake waffle vegetable "
            "veggie potato mushroom tomato bean dumpling =roll =rolls wrap burrito enchilada quesadilla =chips "
            "pastry pastries chocolate =cream gelato pudding custard tart brisket ribeye filet fillet sirloin "
            "porterhouse wing wings sausage hotdog meatball stew gravy seafood seasoning spice dressing topping "
            "crust dough batter marinade =plate =plates platter buffet snack veal venison turkey trout halibut "
            "haddock caviar spinach cheeseburger bisque chowder torte pastrami nachos guacamole salsa broth tofu "
            "miso edamame crepe souffle meringue fondue antipast bruschetta parm asparagus avocado broccoli lentil "
            "kimchi bibimbap schnitzel chili fritter croquette =naan =pho pretzel muffin scone cookie biscuit toast "
            "granola"
        ),
        "DRINKS": (
            "wine wines beer ale ales lager drink drinks beverage coffee tea teas juice juices soda lemonade "
            "smoothie milkshake =latte =brew =brews =spirits =sakes =cocktails"
        ),
        "SERVICE": (
            "waiter waitress waitstaff staff server servers host hosts hostess manager management bartender barman "
            "owner waiting =wait waited reservation welcome greeted seated hospitality attitude =bill =check =tip "
            "=tips serving busboy cashier employee clerk crew =maitre receptionist apologised apologized apology "
            "clerks bouncer valet concierge"
        ),
        "AMBIENCE": (
            "atmosphere ambience ambiance ambient decor decoration music noise interior =room =rooms lighting =vibe "
            "=vibes =setting garden patio terrace backyard environment furniture seating =seats =chairs bathroom "
            "restroom toilet =booth =booths =dj fireplace candles =scene =crowd =space knife knives cutlery"
        ),
        "LOCATION": (
            "location view views neighborhood neighbourhood parking scenery waterfront =park parked downtown station "
            "subway"
        ),
        PRICE: (
            "price prices priced pricing pricey expensive cheap cheaper overpriced inexpensive affordable value "
            "bargain money cost costs costly bucks dollars pounds ripoff steal"
        ),
        CHOICE: (
            "portion portions menu menus selection variety choice choices options =list =lists presentation "
            "presented vegetarian vegan plating specials"
        ),
        PLACE: (
            "place places =spot =spots cafe diner eatery joint steakhouse experience gem establishment hangout "
            "evening =night =nights visit =here"
        ),
        "PRODUCT": (
            "product blender lamp shoe shoes jacket bag bags =pan =pans zipper battery screen handle fabric colour "
            "color material stitching sleeve sole strap lid charger cable headphones phone laptop tablet camera "
            "speaker keyboard mattress sofa chair =desk dress shirt trousers jeans sweater coat boots toy toys "
            "kettle mixer vacuum drill item items instructions manual plug cushion curtain rug seam seams button "
            "buttons =sound display lens"
        ),
        "DELIVERY": "delivery delivered courier parcel package packaging shipping shipment driver tracking returns",
    },
    "nl": {
        "FOOD": (
            "gerecht =eten etentje gegeten maaltijd biefstuk steak vis vissen kip kippen soep salade saus nagerecht "
            "toetje voorgerecht hoofdgerecht brood friet frieten frietjes patat vlees rund lam eend rijst garnaal "
            "garnalen gamba kreeft oester mossel zalm tonijn kabeljauw tong =zeebaars inktvis ontbijt lunch diner "
            "avondmaal middagmaal smaak smaken keuken taart gebak kaas groente aardappel champignon hap hapje hapjes "
            "ribbetjes spareribs kroket bitterbal stoofvlees stoofpot pannenkoek wafel omelet ingredi bereiding "
            "bereid gekookt gebakken =ijs ijsje chocolade mousse amuse schotel schotels bord borden kruiden seizoen "
            "dagschotel konijn haas paling worst spek ham ei eieren frituur spinazie witloof asperge bonen linzen "
            "tofu kalf kalfs varken varkens zwezerik coquille forel zeetong tarbot heilbot haring ansjovis kaviaar "
            "frikandel gehakt bouillon consomm soufflé crème roomijs sabayon pudding vla gebakje koekje koek "
            "pannenkoeken scampi scampis boter broodje broodjes tosti stokbrood roomsaus culinair gastronomi "
            "menuutje"
        ),
        "DRINKS": (
            "wijn wijnen bier bieren biertje drank drankje drankjes koffie thee aperitief frisdrank sap sapje =water "
            "pintje jenever likeur borrel"
        ),
        "SERVICE": (
            "bediening bedien =ober obers serveerster personeel gastvrouw gastheer uitbater uitbaat rekening "
            "ontvangst ontvangen onthaal onthaald eigenaar eigenares wachttijd wachttijden gewacht wachten gastvrij "
            "gastvrijheid kelner reservering reservatie gereserveerd zaakvoerder chef kok garçon team medewerk ploeg "
            "baas bazin dienster bestelling afrekenen vriendelijkheid"
        ),
        "AMBIENCE": (
            "sfeer sfeervol inrichting ingericht muziek lawaai interieur zaal verlichting tuin terras terrasje kader "
            "aankleding decor geluid akoestiek meubel toilet toiletten tafel tafels stoel stoelen mes messen bestek "
            "lokaal ambiance drukte speeltuin haard"
        ),
        "LOCATION": (
            "ligging gelegen uitzicht zicht locatie buurt parkeer parking bereikbaar parkeren station centrum"
        ),
        PRICE: (
            "prijs prijzen prijzig geprijsd prijskwaliteit duur dure duurder goedkoop goedkope geld euro betaald "
            "betaalbaar kostprijs overprijsd peperduur peperdure geldverspilling"
        ),
        CHOICE: (
            "portie porties kaart kaarten menukaart keuze keuzes menu menus variatie gevarieerd presentatie "
            "gepresenteerd hoeveelheid vegetari vegan veganis suggesties opgemaakt aanbod assortiment"
        ),
        PLACE: (
            "=zaak =zaken zaakje =tent tentje plek plekje adres adresje eethuis eetcafe ervaring pareltje =avond "
            "=avondje kroeg café"
        ),
        "PRODUCT": (
            "product schoen schoenen jas jassen =tas =tassen rits batterij accu scherm stof kleur kleuren artikel "
            "lader oplader kabel koptelefoon telefoon laptop camera luidspreker toetsenbord matras bank jurk broek "
            "trui laarzen speelgoed waterkoker mixer stofzuiger boormachine handleiding pan pannen lamp kussen "
            "gordijn tapijt materiaal blender =steel stiksel naad naden handvat knop knoppen =geluid"
        ),
        "DELIVERY": (
            "levering leverde geleverd leveren bezorg pakket pakketje pakje koerier verzending verpakking levertijd "
            "=retour"
        ),
    },
    "nb": {
        "FOOD": (
            "mat maten =retten =retter =rettene måltid biff fisk kylling suppe suppa salat salaten forrett hovedrett "
            "dessert brød kjøtt kjøttet =lam lammet =and anda and reker scampi hummer østers blåskjell skjell laks "
            "torsk kveite tunfisk frokost lunsj middag smak smaken smaker kjøkken kake kaker ost oster pommes potet "
            "poteter saus sausen grønnsak grønnsaker egg ris risen nudler pannekake vaffel vafler iskrem =is =isen "
            "sjokolade bakst bolle boller råvare råvarer tilbehør krydder svin svinekjøtt reinsdyr elg =viltet pølse "
            "pølser skinke bacon spekemat koldtbord buffet karbonade kjøttkaker lutefisk pinnekjøtt rakfisk brunost "
            "smørbrød sushien kamskjell kongekrabbe krabbe sei ørret røye kalv hjort lammelår ribbe medister "
            "lapskaus fårikål gryte gryterett grateng taco burgeren burgere karbonader pai paier terte kjeks brunch "
            "salater oliven smør fløte krem buljong sjømat tallerken kjøken rettane"
        ),
        "DRINKS": (
            "vin vinen viner vinene øl ølet drikke drikken drinker drinkene kaffe kaffen =te =teen brus saft vannet "
            "juice akevitt rødvin hvitvin musserende"
        ),
        "SERVICE": (
            "kelner kelneren kelnere servitør servitøren servitører betjening betjent personale personalet ansatte "
            "regning regningen =vert verten vertinne vertskap velkomst mottakelse ventetid ventet ventetida "
            "servering serveringen reservasjon bestillingen kokk kokken kokkene kundeservice ekspeditør innehaver "
            "eieren sjefen gjestfri resepsjon tenest tenar"
        ),
        "AMBIENCE": (
            "atmosfære stemning stemningen innredning interiør musikk musikken støy støyen lydnivå lokale lokalet "
            "lokaler uteserver =hage =hagen belysning dekor toalett toalettet kniv kniven bestikk bordet stolene "
            "=stol stolen =rommet omgivelser terrasse peisen stemninga lokala"
        ),
        "LOCATION": (
            "beliggenhet utsikt utsikten parkering nabolag plassering parkere stasjon sentrum sentralt utsikta"
        ),
        PRICE: (
            "pris prisen priser prisene priset dyr dyrt dyre billig kostet kroner penger pengene verdi overprise "
            "prisane"
        ),
        CHOICE: (
            "porsjon porsjonen porsjoner porsjonene meny menyen menyer utvalg utvalget variasjon presentasjon "
            "anretning anrettet vegetar vegan valgmulighet =kart =kartet =listen =lista"
        ),
        PLACE: (
            "=sted stedet restaurant spisested opplevelse opplevelsen perle kafe kafé kro kroa besøk besøket kveld "
            "kvelden =staden oppleving"
        ),
        "PRODUCT": (
            "produkt produktet sko skoene jakke jakka jakken veske vesken glidelås skjerm skjermen batteri batteriet "
            "stoff stoffet farge fargen =varen =varene lader laderen ledning hodetelefon telefon telefonen mobil "
            "kamera kameraet høyttaler tastatur madrass sofa sofaen kjole bukse genser støvler leketøy vannkoker "
            "mikser støvsuger drill bruksanvisning panne panna lampe lampa pute gardin teppe materiale blender "
            "håndtak søm sømmene knapp knapper knappene lyden"
        ),
        "DELIVERY": (
            "levering leveringen levert budet pakke pakken pakka frakt frakten sending sendingen emballasje retur"
        ),
    },
    "da": {
        "FOOD": (
            "mad maden =retten =retter måltid bøf fisk kylling suppe salat forret hovedret dessert brød kød kødet "
            "lam rejer hummer østers laks torsk morgenmad frokost middag aftensmad smag smagen køkken kage kager ost "
            "sauce kartoffel grøntsag æg ris smørrebrød flæsk pølse råvare is isen chokolade"
        ),
        "DRINKS": "vin vinen vine øl øllet drikke drinks kaffe kaffen te teen sodavand rødvin hvidvin",
        "SERVICE": (
            "tjener tjeneren tjenere betjening personale personalet regning regningen vært værten værtinde ventetid "
            "ventede servering modtagelse kok kokken ejer ekspedient"
        ),
        "AMBIENCE": (
            "atmosfære stemning indretning musik musikken støj lokale lokalet =haven terrasse toilet kniv kniven "
            "bestik stol bordet"
        ),
        "LOCATION": "beliggenhed udsigt udsigten parkering kvarter",
        PRICE: "pris prisen priser priserne dyr dyrt dyre billig kostede kroner penge pengene",
        CHOICE: "portion portionen portioner menu menuen udvalg valg variation anretning vegetar vegan vinkort",
        PLACE: "=sted stedet spisested oplevelse oplevelsen perle cafe café kro aften aftenen besøg",
        "PRODUCT": (
            "produkt =varen =varer sko jakke taske lynlås skærm batteri stof farve oplader telefon kamera sofa bluse "
            "pande lampe"
        ),
        "DELIVERY": "levering leveringen leveret bud buddet pakke pakken fragt forsendelse",
    },
    "sv": {
        "FOOD": (
            "mat maten =rätten =rätter måltid biff fisk kyckling soppa sallad förrätt huvudrätt varmrätt efterrätt "
            "dessert bröd kött köttet lamm räkor hummer ostron lax torsk frukost lunch middag smak smaken köket kaka "
            "kakor tårta ost sås såsen potatis grönsak ägg ris köttbulle korv råvar glass choklad"
        ),
        "DRINKS": "vin vinet viner öl ölen dryck drycker drink kaffe kaffet te teet läsk rödvin vittvin",
        "SERVICE": (
            "servitör servitris servering personal personalen bemötande betjäning notan kypare värd värden värdinna "
            "väntetid väntade kock kocken ägare mottagande expedit"
        ),
        "AMBIENCE": (
            "atmosfär stämning inredning musik musiken buller ljudnivå lokal lokalen trädgård uteservering terrass "
            "toalett kniv kniven bestick stol bordet"
        ),
        "LOCATION": "läge läget utsikt utsikten parkering område",
        PRICE: "pris priset priser priserna prisvärd dyr dyrt dyra billig kostade kronor pengar pengarna",
        CHOICE: "portion portionen portioner meny menyn utbud urval variation uppläggning vegetari vegan vinlista",
        PLACE: "ställe stället restaurang upplevelse pärla kafé krog krogen kväll kvällen besök",
        "PRODUCT": (
            "produkt =varan =varor sko skor jacka väska dragkedja skärm batteri tyg färg laddare telefon kamera "
            "soffa tröja panna lampa"
        ),
        "DELIVERY": "leverans leveransen levererad bud budet paket paketet frakt försändelse",
    },
    "de": {
        "FOOD": (
            "=essen speise speisen gericht gerichte fleisch fisch hähnchen huhn suppe salat brot vorspeise "
            "hauptspeise hauptgericht nachspeise nachtisch steak schnitzel lamm ente lachs garnelen hummer austern "
            "frühstück mittagessen abendessen geschmack küche kuchen torte käse sauce soße gemüse kartoffel pommes "
            "ei eier =reis nudeln knödel wurst schinken eis schokolade zutaten"
        ),
        "DRINKS": "wein weine bier biere kaffee getränk getränke tee saft schorle schnaps",
        "SERVICE": (
            "bedienung bedient kellner kellnerin personal rechnung wirt wirtin gastgeber empfang wartezeit gewartet "
            "warten koch köchin inhaber reservierung mitarbeiter kundendienst"
        ),
        "AMBIENCE": (
            "atmosphäre ambiente stimmung musik lärm einrichtung eingerichtet garten terrasse toilette dekoration "
            "messer besteck tisch stuhl stühle raum räume"
        ),
        "LOCATION": "lage aussicht =blick parkplatz parken umgebung bahnhof zentrum zentral",
        PRICE: "preis preise preiswert preisleistung teuer billig günstig geld euro kostete überteuert",
        CHOICE: "portion portionen karte speisekarte weinkarte auswahl menü präsentation angerichtet vegetari vegan",
        PLACE: "lokal =laden lokalität gaststätte gasthaus wirtshaus erlebnis abend geheimtipp besuch café",
        "PRODUCT": (
            "produkt schuh schuhe jacke tasche reißverschluss bildschirm akku stoff farbe =ware artikel ladegerät "
            "kabel handy kamera kopfhörer sofa matratze kleid hose pfanne lampe"
        ),
        "DELIVERY": "lieferung geliefert paket versand kurier verpackung bote",
    },
    "fr": {
        "FOOD": (
            "plat plats viande poisson poulet soupe salade pain entrée entrées cuisine cuisson cuisiné goût saveur "
            "nourriture repas frite frites canard agneau boeuf bœuf porc veau magret filet tartare moule moules "
            "huître crevette homard saumon thon bar cabillaud déjeuner dîner brunch fromage légume riz crêpe galette "
            "gâteau tarte glace glaces chocolat fondant profiterole sauce sauces produit produits ingrédient "
            "assiette assiettes bouillabaisse cassoulet choucroute fondue raclette steak pâtes pâte oeuf œuf jambon "
            "saucisse foie gratin soufflé pâtisserie gastronom lapin volaille dinde caille cabri poitrine côte "
            "entrecôte pavé brochette tajine pizza blanquette andouille escargot épinard champignon tomate lentille "
            "haricot purée potage velouté terrine rillette charcuterie merguez rouget truite lotte sole dorade "
            "coquille langoustine crustacé fruits crème chantilly clafoutis éclair macaron baguette sandwich kebab "
            "couscous paella choux chou courgette aubergine confit bavette manger mangé mets amuse accompagnement"
        ),
        "DRINKS": (
            "vin vins bière bières boisson boissons café cafés thé thés apéritif apéro digestif cidre jus pichet"
        ),
        "SERVICE": (
            "serveur serveurs serveuse serveuses personnel accueil accueilli addition patron patronne gérant "
            "propriétaire équipe attente attendu attendre réservation hôte hôtesse servi servis professionnalisme "
            "maître sommelier cuisinier commande amabilité gentillesse"
        ),
        "AMBIENCE": (
            "ambiance cadre décor décoration musique bruit salle déco terrasse jardin intérieur atmosphère toilettes "
            "couteau couverts table tables chaise chaises éclairage"
        ),
        "LOCATION": "emplacement =vue situé quartier situation parking stationnement gare métro",
        PRICE: (
            "prix cher chère chers chères tarif tarifs rapport euro euros payé payer note coût argent abordable "
            "onéreux"
        ),
        CHOICE: (
            "portion portions carte choix menu menus formule quantité quantités présentation présenté variété varié "
            "végétarien"
        ),
        PLACE: "=endroit endroits adresse expérience =lieu =lieux resto =soirée café pépite visite restau",
        "PRODUCT": (
            "article chaussure chaussures veste fermeture écran batterie tissu couleur chargeur câble téléphone "
            "appareil casque canapé matelas robe pantalon poêle lampe jouet"
        ),
        "DELIVERY": "livraison livré livreur colis expédition emballage =retour",
    },
    "es": {
        "FOOD": (
            "comida comidas plato platos carne carnes pescado pescados pollo sopa ensalada postre postres pan cocina "
            "cocinado sabor sabores tapa tapas arroz arroces cordero cerdo ternera solomillo chuletón pato marisco "
            "gamba gambas pulpo calamar bacalao atún salmón mejillones almejas langosta desayuno almuerzo cena cenar "
            "cenamos comer comimos queso verdura verduras patata patatas huevo huevos tortilla croqueta croquetas "
            "jamón embutido helado tarta chocolate salsa salsas producto productos ingrediente primero primeros "
            "segundo segundos entrante entrantes aperitivo pincho pinchos pintxo bocadillo bocata fideuá alcachofa "
            "setas espárrago pimiento tomate berenjena calabacín garbanzo lenteja alubia fabada cocido puchero guiso "
            "estofado rabo callos morcilla chorizo lomo secreto presa pluma cochinillo lechazo conejo codorniz "
            "merluza rape lubina dorada lenguado rodaballo sardina boquerón anchoa percebe cigala bogavante vieira "
            "navaja empanad fritura brasa parrillada churrasco hamburguesa canelón canelones lasaña fideo caldo "
            "crema natillas flan torrija coulant hojaldre bizcocho fruta fresas merengue mantequilla aceite aceituna "
            "ensaladilla rebozado textura elaboración gastronom bufet"
        ),
        "DRINKS": (
            "vino vinos cerveza cervezas café cafés bebida bebidas copa copas zumo agua chupito chupitos sidra "
            "vermut"
        ),
        "SERVICE": (
            "camarero camareros camarera camareras personal servicio trato atención cuenta dueño dueña dueños "
            "propietario atendido atendieron atendió =espera reserva cocinero encargado maître metre jefe "
            "profesionalidad amabilidad sirvieron recibimiento"
        ),
        "AMBIENCE": (
            "ambiente decoración decorado música ruido mesa mesas terraza jardín salón =sala =salas instalaciones "
            "baño baños silla sillas iluminación cuchillo cubiertos entorno ambientación acogedor local"
        ),
        "LOCATION": (
            "ubicación vistas =vista situado situación aparcar aparcamiento barrio parking céntrico estación metro"
        ),
        PRICE: (
            "precio precios caro cara caros caras barato barata baratos relación euro euros pagar pagamos dinero "
            "coste asequible económico"
        ),
        CHOICE: (
            "ración raciones cantidad cantidades carta menú menús variedad variado selección presentación presentado "
            "opciones vegetariano porciones surtido"
        ),
        PLACE: "sitio sitios lugar lugares restaurante experiencia joya velada noche bodega asador mesón taberna",
        "PRODUCT": (
            "artículo zapato zapatos chaqueta bolso cremallera pantalla batería tela color cargador cable teléfono "
            "móvil cámara auriculares sofá colchón vestido pantalón sartén lámpara juguete"
        ),
        "DELIVERY": "entrega entregaron entregado paquete envío repartidor mensajero embalaje devolución",
    },
}  # fmt: skip
# Judging words that tell what they judge where nothing is named: "Delicious!" is the food.
_HINTS = {
    "en": {
        "FOOD": (
            "delicious tasty yummy yum mouthwatering scrumptious flavorful flavourful succulent tender juicy crisp "
            "bland soggy stale burnt burned overcooked undercooked salty greasy oily tasteless flavorless "
            "flavourless inedible raw rubbery mushy watery fresh microwaved"
        ),
        "SERVICE": (
            "friendly attentive helpful polite rude unfriendly inattentive unprofessional professional courteous "
            "slow prompt ignored ignoring arrogant knowledgeable accommodating gracious forgot forgotten waited "
            "rushed pushy hostile incompetent"
        ),
        CHOICE: "huge generous plentiful tiny skimpy stingy meager meagre paltry measly creative inventive original",
        "AMBIENCE": (
            "cozy cosy romantic noisy loud cramped crowded charming relaxing spacious dark dirty uncomfortable "
            "intimate smelly"
        ),
    },
    "nl": {
        "FOOD": (
            "lekker heerlijk overheerlijk verrukkelijk smaakvol smakelijk mals taai flauw aangebrand zout zoute lauw "
            "rauw vers verse gesmuld smullen krokant smakeloos smakeloze"
        ),
        "SERVICE": (
            "vriendelijk attent onvriendelijk behulpzaam gastvrij traag trage onbeschoft arrogant nors vlot gehaast "
            "opdringerig professioneel onprofessioneel afgesnauwd"
        ),
        CHOICE: "royaal royale karig piepklein origineel originele creatief verrassend",
        "AMBIENCE": "gezellig ongezellig knus sfeervol rumoer lawaai druk krap kil rustig romantisch vies smerig",
    },
    "nb": {
        "FOOD": (
            "deilig smakfull smakløs velsmakende mør saftig sprø svidd brent seig seigt salt lunken rå uspiselig "
            "fersk deileg smakfulle"
        ),
        "SERVICE": (
            "hyggelig vennlig oppmerksom uhøflig frekk treg tregt hjelpsom arrogant imøtekommende serviceinnstilt "
            "sur hyggeleg vennleg"
        ),
        CHOICE: "raus rause bittesmå kreativ original",
        "AMBIENCE": "koselig trang trangt bråk støy romantisk skitten koseleg",
    },
    "da": {
        "FOOD": "lækker velsmagende mør saftig sprød brændt sej rå lunken",
        "SERVICE": "venlig uhøflig opmærksom imødekommende langsom arrogant sød",
        "AMBIENCE": "hyggelig larm romantisk beskidt",
    },
    "sv": {
        "FOOD": "god gott läcker välsmakande mör saftig krispig bränd seg rå ljummen",
        "SERVICE": "trevlig vänlig otrevlig uppmärksam långsam arrogant tillmötesgående",
        "AMBIENCE": "mysig bullrig trång romantisk smutsig",
    },
    "de": {
        "FOOD": (
            "lecker köstlich schmackhaft zart saftig knusprig verbrannt zäh versalzen fad lauwarm roh geschmacklos"
        ),
        "SERVICE": "freundlich unfreundlich aufmerksam zuvorkommend unhöflich langsam arrogant nett hilfsbereit",
        "AMBIENCE": "gemütlich laut romantisch eng schmutzig stimmungsvoll",
    },
    "fr": {
        "FOOD": (
            "délicieu savoureu succulent régal fondant croustillant fade insipide surgelé immangeable brûlé gras "
            "raffiné frais fraîche fraîcheur"
        ),
        "SERVICE": (
            "aimable souriant attentionné attentif désagréable impoli lent lente sympathique chaleureu accueillant "
            "efficace professionnel arrogant antipathique"
        ),
        "AMBIENCE": "bruyant cosy romantique charmant convivial sale intime calme",
        PRICE: "abordable raisonnable",
        CHOICE: "copieu généreu minuscule original banal varié",
    },
    "es": {
        "FOOD": (
            "delicios rico rica ricos ricas riquísim sabros exquisit tiern jugos crujiente fresc insípid salad crud "
            "quemad congelad recalentad soso sosa"
        ),
        "SERVICE": "amable amabl atent simpátic antipátic lent borde profesional rápid grosero eficiente educad",
        CHOICE: "abundant escas generos original variad ampli minúscul",
        "AMBIENCE": "acogedor ruidos romántic tranquil suci íntim agobiante",
    },
}  # fmt: skip
# How high a price or how large a portion is judges it; of other things it says nothing.
_DEGREES = {
    PRICE: (
        "low lower fair decent correct laag lage redelijke schappelijk schappelijke eerlijke lav lave lavere grei "
        "greie rimelige lavt låg låga lågt niedrig niedrige bas basse corrects correcte justes bajo bajos ajustado "
        "ajustados",
        "high higher steep hefty inflated hoog hoge hoger stevige pittig pittige forse høy høye høyt stive stiv "
        "hög höga högt høj høje hoch hohe hohen saftig saftige élevé élevés élevée excessif excessifs salée "
        "exagéré alto altos alta elevado elevados",
    ),
    CHOICE: (
        "large larger big huge wide ample extensive varied groot grote ruim ruime uitgebreid uitgebreide stor "
        "store stort bredt rikelig rikelige stora groß große großen riesig umfangreich grand grande grandes "
        "étendue amplia amplio extensa",
        "small smaller tiny limited few little klein kleine beperkt beperkte weinig kleinere liten lite små "
        "begrenset begränsad begrænset lille winzig begrenzt petit petite petits petites limité limitée peu "
        "pequeña pequeño pequeñas pequeños limitada corta poca pocas",
    ),
}
_LONGER = 5  # letters a stem may grow by
_JOINING = frozenset(("nl", "nb", "da", "sv", "de"))
_SHORTEST_TAIL = 4
_SYLLABLES = word_set(
    "for ver be ge ont er ent zer fra"
)  # no words of their own: "fortjener" is no kind of "tjener"
_TAIL_ENDINGS = ("", "en", "ene", "er", "et", "jes", "tjes", "tje", "je", "s", "e", "n", "a", "ar", "arna")


class Term(NamedTuple):
    """What one word names: a thing (FOOD, SERVICE, ...) or a side of things (PRICE, CHOICE)."""

    thing: str
    side: str | None = None  # of a joined word: "wijnkaart" is (DRINKS, CHOICE)


class _Table(NamedTuple):
    exact: dict[str, str]
    stems: dict[str, str]
    lengths: tuple[int, ...]  # of the stems, longest first


@lru_cache(maxsize=65536)
def term_of(low: str, language: str) -> Term | None:
    """What a word in small letters names in this language."""
    word, name = bare(without_elision(low)), table_of(language, _TERMS)
    table = _table(name)
    whole = table.exact.get(word)
    head = whole or _stem(table, word)
    if name in _JOINING and not whole and len(word) > _SHORTEST_TAIL + 2:
        first, tail = _tail(table, word)
        if tail == CHOICE and first in ("DRINKS", "FOOD"):
            return Term(first, CHOICE)
        head = tail or head
    return Term(head) if head else None


@lru_cache(maxsize=65536)
def hint_of(low: str, language: str) -> str | None:
    """The thing a judging word is said of where none is named."""
    table, word = _hints(table_of(language, _TERMS)), bare(without_elision(low))
    return table.exact.get(word) or _stem(table, word)


def degree_of(word: str, side: str) -> int:
    """+1 or -1 where this word beside a PRICE or CHOICE judges it, else 0."""
    praising, blaming = _degrees(side)
    return 1 if word in praising else -1 if word in blaming else 0


@lru_cache(maxsize=2)
def _degrees(side: str) -> tuple[frozenset[str], frozenset[str]]:
    praising, blaming = _DEGREES[side]
    return word_set(praising), word_set(blaming)


def _stem(table: _Table, word: str) -> str | None:
    return next(
        (
            table.stems[word[:n]]
            for n in table.lengths
            if n <= len(word) <= n + _LONGER and word[:n] in table.stems
        ),
        None,
    )


def _tail(table: _Table, word: str) -> tuple[str | None, str | None]:
    """Of a joined word the things its first and its last part name."""
    for start in range(2, len(word) - _SHORTEST_TAIL + 1):
        first, rest = word[:start], word[start:]
        for ending in _TAIL_ENDINGS:
            part = rest[: len(rest) - len(ending)] if rest.endswith(ending) else ""
            if len(part) < _SHORTEST_TAIL or first in _SYLLABLES:
                continue
            if part in table.stems or table.exact.get(part) == CHOICE:
                named = table.exact.get(first) or _stem(table, first)
                return named, table.stems.get(part) or CHOICE
    return None, None


@lru_cache(maxsize=16)
def _table(name: str) -> _Table:
    return _compiled(_TERMS[name], _EVERYWHERE)


@lru_cache(maxsize=16)
def _hints(name: str) -> _Table:
    return _compiled(_HINTS[name])


def _compiled(*tables: dict[str, str]) -> _Table:
    exact: dict[str, str] = {}
    stems: dict[str, str] = {}
    for table in tables:
        for thing, words in table.items():
            for word in words.split():
                whole = word.startswith("=") or len(word) < _SHORTEST_TAIL
                (exact if whole else stems).setdefault(bare(word.lstrip("=")), thing)
    return _Table(exact, stems, tuple(sorted({len(stem) for stem in stems}, reverse=True)))
