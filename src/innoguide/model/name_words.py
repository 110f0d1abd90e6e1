"""Words that tell a person's name from other words with a capital letter. All are in lower case."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _names(listed: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in listed.split("|"))


def _endings(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


FIRST_NAMES = _words(
    """
    abbas abdi abdirahman abdul abdulkadir abdullah abdullahi abebe adam adnan agata agnes agneta agnieszka
    ahmad ahmed aicha aina aino aisha alaa alan albin albina aleksander aleksandra aleksi alexander alexandra
    alfred ali alice alicia aliya alva amal amanda amelia amina amir amira amy anas anastasia anders andré
    andreas andrew andrzej anette angela anita anja ann anna anne anneli annelie annette annica annie annika
    anthony anton antonia antti anwar arne arvid ashley asma astrid axel ayaan ayman ayse aziz bahar barbara
    barbro bashir beatrice bengt benny berit bernt bertil betty bilal birger birgit birgitta bjarne bjørn bogdan
    bosse brian britt britta börje camilla carin carina carl carlos carol carolina caroline carolyn catarina
    catharina catherine cecilia charlie charlotta charlotte chau christer christian christina christine
    christoffer christopher claes clara claudia conny cornelia cynthia dalia daniel daniela dariusz david
    deborah dennis diana diane diego dilan dina donald donna dorothy dragan ebba ebrahim eddie edit edith edvard
    edvin edward eeva eileen einar eino elżbieta elena eleonora elham elias elin elina elinor elisabet elisabeth
    elise ella ellen ellinor elsa elsie elvira emanuel emelie emil emilia emilie emily emma emmy emre eric erica
    erik erika erland esra esteban ester ethel eva evelina evert ewa fabian fadi faduma fadumo fahad farah
    farhad farhan fatemeh fatima fatma fawzi felicia felix fernando filip filippa folke frances francisco
    fredrik fredrika freja frida fritz gabriel gabriella gary georg george gerald gerd gerda gertrud ghada
    gisela gonzalo goran greger gregory greta grzegorz gudrun gun gunborg gunhild gunilla gunnar gunnel gunnhild
    gunvor gustaf gustav göran gösta göte habiba hadi hadija haifa haile halima halina hamed hamid hampus hamza
    hanan hanna hannah hannes harald harriet harry hassan hawa heather heba hedda hedvig heikki helen helena
    helene helge helmer henning henrietta henrik henry herbert herman hiba hilding hillevi hilma hirut hjalmar
    hodan holger hosein huda hugo hussein håkan håvard ibrahim ida idris igor ilhan imad iman ines ingalill inge
    ingebjørg ingeborg ingegerd ingela ingemar inger ingmar ingrid ingvar ingvor irene irma iryna isa isabell
    isabella isabelle isak isidor ismail isobel ivan ivana ivar jaakko jacob jadwiga jakob jamal james jamila
    jane janet janne jari jasmina jason javier jawad jeffrey jelena jennie jennifer jenny jens jeremy jørgen
    jerker jesper jessica jessika jim jimmy joachim joakim joan joanna joel johan johanna johannes john johnny
    jonas jonatan jonathan jonna jorge josé josef josefin josefina josefine joseph joshua jovan joyce juan judit
    judith judy juha jukka julia julian julie julius justus jöns jörgen kaarina kaisa kajsa kalle kamal karen
    kari karim karin karl karolina katarina katarzyna kateryna katherine kathleen katja katrin keith kelly
    kenneth kerstin kevin khadija khaled khalid kimberly kjell klara klas knut konrad kristian kristin kristina
    kristofer kristoffer krystyna krzysztof kurt laila lamia larry lars lasse laura lauren layla leif leila lena
    lennart leonard lewis leyan leyla lilian lillemor lina linda linh linn linnea linnéa linus lisa lisbet
    lisbeth lise liselott liselotte lisen ljubica lotta louis louise lovis lovisa lubna lucas lucy ludvig luis
    lukas luke lydia madeleine małgorzata magda magdalena magnus maher mahmoud mahmud maja majid majken malika
    malin malte malva manal manuel marcus maría marek margaret margareta margaretha margit margot maria mariam
    mariana marianne marie marika marita marja marjatta markus marta martha martin martina marwa mary maryam
    massoud mateusz mathias mathilda mathilde matilda mats matteo matthew matti mattias maud mauritz maximilian
    megan mehari mehdi mehmet melanie melissa melker merve mette mia michael michelle miguel mikael mikaela
    mikko milton mimmi minna miranda miriam mirjana moa mohamed mohammad mohammed molly mona monica monika
    morten muhammad muna murat mustafa måns märit märta märtha nabil nada nadia nadim nadja najib najwa nancy
    naomi naser nasrin nasser natalia natalie natalya nathalie nathan nawal nellie nelly nermin nicholas nicklas
    niclas nicolas nicole niklas nikola nils nina noah noel nora nour noura oksana olena olga olha oliver olivia
    olle olof olov omar omid osama oscar oskar osman ottilia otto ove pablo pamela parisa patricia patrick
    patrik paul paula pauline pavel pedro pekka pelle pernilla peter petra petronella petter philip phoebe
    phuong pia piotr päivi pär rachel radmila ragna ragnar ragnhild ragnvald rahim rahma raimo ralph ramadan
    rami rana raneem rania rashid rasmus rawan raymond razan rebecca rebecka reine reza riad richard rickard
    riitta rikard rima ritva robert rodrigo roger roland rolf ronald ronnie ronny rosario rosmarie roy roza ruba
    rune russell ruth ryan saad sadia safiya sahar salim sally salma samantha samer sami samir samira samuel
    sanaa sandra sanna sara sarah scott sean sebastian selam selin selma semret seppo søren sergej sergio serhii
    shadi shahad shaima sharon sheila shirin shirley signe sigrid sigurd sigvard siham simon siri sirpa siv
    sivert siw sixten sofia sofie solveig solveigh sonja sophia sophie soraya staffan stefan stellan stephanie
    stephen steven stina stuart sture sulaiman suleiman sune susan susann susanna susanne suzanne suzy svante
    sven svenne svetlana sylvi sylvia taina talal tamara tapio tarek tariq tatjana tekla teo teodor teresa terje
    tesfaye tetyana thanh theo theodor theres theresa therese thomas thorsten tiina tilda tim timmy timo timothy
    tindra tobias tomas tomasz tommy torbjörn tord tore torgny torsten torunn torvald tova tove trygve tsegaye
    tuula tuva tyra ulf ulla ulrica ulrik ulrika usman valdemar valentin valerie vanja veikko vendela veronica
    veronika vesna victor viggo viktor viktoria vilgot vilhelm villemo vilma vincent vivian vivianne vladimir
    volodymyr wael wafa waldemar walid walter warsame wassim wendy wilhelm william wilma yahya yara yasin yasmin
    yasmine yngve yonas younis yousef youssef yusuf yvonne zahir zahra zainab zakaria zaki zbigniew zeinab
    zeynep ziad zoe zoran åke åsa örjan östen
    """
)
"""First names that are hardly ever anything else."""

WORDY_FIRST_NAMES = _words(
    """
    allan alma ask august bill björn bo cleo elton eve frank grace hans hilda hope inga iris jack jan jasmin
    jordan joy june kaj kent kim leo liv lo love luna marina mark mattis max may melody milan my nisse noa nova
    ola per ray robin ronja rosa rose rut saga said sam sol stella sten stig sunny tage tom tor ture uno urban
    vera victoria vide viking vilja viola virginia will
    """
)
"""First names that are other words too: a surname must follow that looks like one."""

SURNAME_ENDS = _endings(
    "sson son sen sdotter ström berg gren lund qvist kvist quist man mann dahl stedt sted holm blad blom lind"
    " fors sjö én ander ius ski wska ović ovic ić ov ova enko feldt hjelm bäck strand inen onen tanen löf löv"
)

RELATIVES = _words(
    """
    aunt barn barnbarn barnbarnet barnen boyfriend brodern bror brother bröder cousin dad daughter dotter
    dotterdotter dottern dotterson döttrar familj family far farbror farfar farmor faster father flickvän
    flickvännen friend fru frun förälder föräldrar girlfriend granddaughter grandfather grandma grandmother
    grandpa grandson granne grannen gudfar gudmor husband hustru kompis kompisar kompisen kusin kusinen
    lillasyster lillebror maka makan make maken mamma mammor man mannen mom mor morbror morfar mormor moster
    mother mum neighbor neighbour pappa pappor parents partner plastmamma plastpappa pojkvän pojkvännen sambo
    sambon sister son sondotter sonen sonson storasyster storebror styvmamma styvpappa svåger svägerska svärfar
    svärmor syskon syster systern systrar särbo söner tvillingbror tvillingsyster uncle vän väninna väninnan
    vännen wife
    """
)
"""Who a named person is to somebody: Annas mamma, min son Erik, daughter of."""

CLOSE_RELATIVES = _words(
    """
    aunt boyfriend brodern bror cousin dad daughter dotter dottern dotterson farbror farfar farmor faster
    flickvän fru girlfriend grandfather grandma grandmother grandpa husband kusin lillasyster lillebror mamma
    mom morbror morfar mormor moster mum pappa plastmamma plastpappa pojkvän sambo sister sonson storasyster
    storebror styvmamma styvpappa svärfar svärmor syster systern tvillingbror tvillingsyster uncle wife
    """
)
"""Relatives that nothing but a person has, in words that mean nothing else."""

PRONOUNS = _words(
    """
    de han he hen hon i jag ni she they vi we you
    """
)
"""Who does something."""

PERSONS = RELATIVES | _words(
    """
    assistent assistenten barnet bebisen besökare besökaren bibliotekarie bibliotekarien boende boy brukare
    brukaren caretaker chef chefen child client coach coachen colleague dam damen deltagare deltagaren doctor
    doktor doktorn elev eleven elever farbrodern flicka flickan flickor fritidsledare fritidsledaren fröken girl
    gubbe gubben gumma gumman han handläggare handläggaren he hen herre herren hon jag kid killar killarna kille
    killen klasskamrat klasskamraten kollega kollegan kontaktperson kontaktpersonen kund kunden kurator kuratorn
    kvinna kvinnan lady librarian lillebrodern låntagare låntagaren läkare läkaren lärare läraren manager minsta
    människa nurse participant patient patienten pensioner pensionär pensionären person personen pojkar pojke
    pojken processledare projektledare projektledaren pupil rektor rektorn resident sekreterare she
    sjuksköterska sjuksköterskan storasystern student studenten syskonen tant tanten teacher they tjej tjejen
    tjejer tjejerna tonåringen undersköterska undersköterskan ungdom ungdomen user vaktmästare vaktmästaren
    vuxen vuxna woman yngsta äldsta
    """
)
"""Who may be called something."""

TITLES = _words(
    """
    familjen fru fröken herr miss mr mrs ms
    """
)
"""What stands before a surname alone."""

OWNERS = _words(
    """
    deras din dina ditt er era ert hans hennes hens her his min mina mitt my our sin sina sitt their vår våra
    vårt your
    """
)
"""Whose son or sister somebody is."""

THINGS = _words(
    """
    affären app assistansen avdelningen boat boken bolaget book bus bussen butiken byn båten café caféet
    campaign cat character company course dagen den det dockan dog doll enheten festen figure figuren fiket file
    filen film filmen firman folder föreningen företaget förskolan game gatan group gruppen horse house hunden
    huset hästen idea idén it kampanjen kanalen kaninen karaktären katten knappen kommunen kursen kören laget
    library låten lösningen mappen method metoden modellen movie municipality märket nallen orkestern orten page
    place platsen podcasten podden project prototype region regionen report robot roboten role rollen room
    rummet salen school service sidan skolan skriften solution song spelet staden street sången team this
    tidningen tjänsten tool town unit utställningen vad village webben website what which
    """
)
"""What may be called something without being anybody."""

THING_ENDS = _endings(
    "appen projektet verktyget systemet programmet biblioteket portalen materialet tjänsten skolan boken gruppen gården"
)

NO_SURNAMES = _words(
    """
    a alla an and anteckningar april are att august augusti av barn bibliotekarie blir bra but bör can chef
    citat comment de december deltagare den det did do dock does dom du där efter elev eller enkät februari
    february fredag friday från får för group grupp had hade han har has have he hej hen here hon hos how hur
    här if ingen innan inte interview intervju is it ja jag januari january juli july june juni kan kl kommentar
    kommun lärare lördag maj man manager march mars med men monday måndag måste nej ni no not note notes
    november någon när observation och också oktober om onsdag or participant person personal personalen
    processledare projektledare på rektor said samt saturday says sedan sen september she should ska skulle so
    sunday svarar säger söndag tack teacher that the then there they this thursday till tisdag torsdag tuesday
    under unga utan vad var varför vem vi vid vilka vill was we wednesday what when where who why will would yes
    you är även över
    """
)
"""Words that stand with a capital after a first name without being a surname."""

PLACES = _words(
    """
    airport allé avenue award backe bibliotek biblioteket bridge center centre centrum church city college
    county folkhögskola fond foundation friskola församling förskola förskolan gata gränd gymnasieskola
    gymnasiet gymnasium gård gården hall hamn hospital institut institute institutet kapell kommun konserthus
    kulturhus kulturhuset kyrka kyrkan kyrkogård library län minnesfond museet museum park parken plats priset
    prize road school sjukhus skola skolan skolor square station stiftelse stig stipendium street sällskap
    sällskapet teater teatern theater theatre torg torget town universitet university väg
    """
)
"""Words that make a name that of a place: Astrid Lindgrens skola."""

PLACE_ENDS = _endings(
    "gatan vägen gården skolan skola kyrkan torget parken huset hemmet stiftelsen fonden priset sjukhuset gymnasiet"
    " backen gränd allén museet teatern salen kommun biblioteket centret centrum förvaltningen nämnden rådet verket"
    " myndigheten guiden portalen plattformen appen gruppen projektet bussen enheten caféet rummet"
)

NO_NAMES = _words(
    """
    a alla allas an anything barnens barnets biblioteket blå danmark deras discord english europa excel facebook
    finland fler fortnite för gamla google gröna göteborg hans hennes hens ingens ingenting inget
    innovationsguiden instagram internet kommun kommunen lilla malmö mer minecraft nobody norge norra nothing
    nya någon någons något olika regionen röda samma skolan snapchat something stockholm stora svenska sverige
    sweden swedish swish så södra teams the tiktok uppsala vars vems västra word youtube östra
    """
)
"""Words with a capital that may follow heter or min son and are nobody's name."""

LET_THROUGH = _names(
    """
    agatha christie | albert einstein | alfons åberg | alfred nobel | ali baba | anders zorn | anna lindh | anne
    frank | astrid lindgren | august strindberg | barbro lindgren | carl gustaf | carl larsson | carl linnaeus |
    carl michael bellman | carl von linné | charles dickens | dag hammarskjöld | elsa beskow | elsa brändström |
    evert taube | folke bernadotte | frank sinatra | fredrika bremer | frida kahlo | george orwell | greta garbo |
    greta thunberg | gunilla bergström | gustaf adolf | gustav adolf | gustav klimt | gustav vasa | hans christian
    andersen | harry potter | hilma af klint | ingmar bergman | ingrid bergman | jane austen | johan ludvig runeberg
    | john bauer | jonas hassen khemiri | julius caesar | kalle anka | karin boye | karl-bertil jonsson | karl johan
    | karl marx | katarina taikon | maria gripe | maria magdalena | maria montessori | marie curie | martin luther |
    martin luther king | martin widmark | mary poppins | mary shelley | max planck | moa martinson | mona lisa |
    nalle puh | nelson mandela | nils dacke | nils holgersson | oliver twist | olof palme | oscar wilde | paulo
    freire | pelle svanslös | peter pan | pippi långstrump | raoul wallenberg | roald dahl | robin hood | ronja
    rövardotter | sara danius | sara lidman | selma lagerlöf | sven nordqvist | tove jansson | ulf stark | vilhelm
    moberg | william shakespeare
    """
)
"""Names that everybody knows from books, streets and prizes."""

ORDINARY_WORDS = _words(
    """
    alm april ask asp august bagare berg bergen bill bister björk björn black blad blom blomma blå bo bonde borg
    brand brant bro brown brun bäck bäckar dag dal dawn dean duva ed ek eld ene eve faith falk fast fisk flod
    flyg fors frank fred fri frid frisk frost frö fågel glad glans grace gran green gren grind grå gräs grön gul
    guld gård hagar hage hall hammar hand hans hav hed heder hill hjelm hjälm holm hope hund hård hägg hällar
    häst höst inga iris is joy jung juni järn kant kind king klang klar kling klint klippa klok krans kron kung
    kvick kvist kärr lager lake land lans lena lilja lind ling liten liv ljung ljus lo love lugn lund lust lycka
    lång löv maj man marina mark mars may melodi min minna mo modig moll mor moss mossa mosse my måne mård mörk
    nord nova ny näs old ort page palm park per pihl pil prins pris präst rask ray rik ring rise ros rosa rose
    rosen rot rud rut rön saga said sand sant sax segel sjö skog skott sköld smed smith snar snäll sol sommar
    sparre sten stig stolt stone stor storm strand ström stål svan svärd syd så tage tall tapper tom tor torn
    trana tro trogen trygg udd udde uggla urban varg vass vera vide vik viking vilja vinter viola vit vår
    vårdare vårt väg väst wall white will wood young åker ås öster östra
    """
)
"""Names that are ordinary words too: those in a key are looked for with a capital letter only."""
