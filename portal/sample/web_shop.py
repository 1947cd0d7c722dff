"""Acme's new web shop: the large one, in the middle of its work."""
from portal.sample.asking import Question
from portal.sample.changing import Proposal
from portal.sample.pinning import Placed

FACTS = {"key": "web-shop", "name": "New web shop", "client": "acme", "start": -62, "promised_end": 48,
         "budget": 84_000, "budget_shared": True,
         "summary": "A shop that sells bikes as well as the shop floor does: fewer steps, honest stock, and advice."}
ON_IT = ("mira", "tess", "paul", "cora", "abe", "cleo", "vera")

PLAN = """
P Discover | s=-62 d=-40 p=-38 shared done
  T Talk to six customers | s=-62 d=-55 p=-53 shared done @tess
  T Walk the shop floor with Cleo | s=-60 d=-57 p=-55 shared done @tess @cleo
  T Read two years of returns | s=-58 d=-52 done @paul
  T What competitors do better | s=-58 d=-50 p=-48 shared done @mira
  T Margin by brand and channel | s=-55 d=-50 done @mira
  D Findings in ten pages | s=-52 d=-44 p=-42 shared done @tess
  M Findings agreed | d=-40 p=-38 shared done
P Concept | s=-40 d=-22 p=-20 shared done
  T Three customer journeys | s=-40 d=-34 p=-32 shared done @tess
  T Information architecture | s=-38 d=-30 p=-28 shared done @tess
  T Which shop software | s=-38 d=-31 p=-30 shared done @paul
  T Compare licences and hosting | s=-38 d=-33 done @paul
  D Clickable sketch | s=-33 d=-25 p=-23 shared done @tess
  T Try the sketch with five customers | s=-26 d=-23 p=-22 shared done @tess @cleo
  M Concept approved | d=-22 p=-20 shared done
P Design | s=-22 d=6 p=10 shared
  T Colours and type from the brand book | s=-22 d=-16 p=-14 shared done @tess
  T Logo as vector file | s=-20 d=-9 p=-7 shared @cleo client
  D Home and category pages | s=-18 d=-6 p=-4 shared done @tess
  D Product page | s=-14 d=-1 p=2 shared @tess %80
    T Size adviser | s=-10 d=1 p=4 shared @tess %40
    T Stock in the nearest shop | s=-9 d=2 p=4 shared @paul %60
    T Reviews: ours or imported? | s=-6 d=-2 p=-1 shared @cora client
  D Basket and checkout | s=-8 d=4 p=7 shared @tess %25
    T Pay by invoice for companies | s=-4 d=4 p=7 shared @abe client
    T Parcel or pick up in the shop | s=-3 d=4 p=7 shared @tess
  T Icons | s=-6 d=3 @tess %50
  T Words for errors and empty pages | s=-2 d=5 p=8 shared @tess
  T Design for people who see badly | s=-4 d=3 p=6 shared @tess %30
  M Design approved | d=6 p=10 shared client
P Content | s=-20 d=20 p=24 shared
  T Photograph 40 bikes | s=-20 d=-6 p=-3 shared @cleo client %70 stuck: the studio has no white background until Monday
  T Photograph accessories | s=-2 d=9 p=12 shared @cleo client
  D Product texts, first 100 | s=-12 d=2 p=5 shared @cleo client %55
  D Product texts, the rest | s=3 d=14 p=18 shared client
  T Advice: which bike for whom | s=-6 d=8 p=11 shared @cleo client %20
  T Size tables of every maker | s=-8 d=-3 p=0 shared @cleo client %90
  T Terms and returns checked by a lawyer | s=-10 d=6 p=9 shared @abe client
  T Film in the workshop | s=2 d=16 p=20 shared client
  T Translate to Swedish | s=8 d=18 p=22 shared
  T Search words people really use | s=-6 d=1 @mira %60
  M Content complete | d=20 p=24 shared client
P Build | s=-20 d=30 p=36 shared
  D Ground | s=-20 d=-8 p=-6 shared done
    T Environments for test and live | s=-20 d=-16 done @paul
    T Deploy on every merge | s=-18 d=-14 done @paul
    T Backups and restore, tried | s=-16 d=-10 p=-8 shared done @paul
    T Alarms at night | s=-14 d=-9 done @paul
  D Catalogue | s=-12 d=6 p=9 shared
    T Import from the stock system | s=-12 d=-2 p=1 shared @paul %75 stuck: waiting for access to the stock system
    T Variants: frame, colour, size | s=-10 d=0 p=3 shared done @paul
    T Prices and sales | s=-4 d=4 p=6 shared @paul %30
    T Stock of each shop | s=-2 d=6 p=9 shared @paul
    T Discontinued models | s=0 d=6 @paul
  D Search and filters | s=-4 d=10 p=13 shared
    T Filter by use, size, budget | s=-4 d=6 p=9 shared @paul %10
    T Forgive typing errors | s=2 d=8 p=12 shared
    T Sort by what is in the shop today | s=4 d=9 p=12 shared
  D Basket | s=2 d=14 p=18 shared
    T Keep it for thirty days | s=2 d=8 p=12 shared
    T Accessories that fit | s=5 d=12 p=16 shared
    T Voucher codes | s=6 d=13 p=17 shared
  D Checkout | s=6 d=20 p=25 shared
    T Cards and wallets | s=6 d=14 p=18 shared
    T Invoice for companies | s=10 d=18 p=22 shared
    T Parcel labels | s=12 d=18 @paul
    T Pick up in the shop | s=12 d=20 p=25 shared
    T Contract with the payment provider | s=-8 d=4 p=6 shared @cora client
  D Accounts | s=10 d=22 p=27 shared
    T Orders so far | s=10 d=16 p=20 shared
    T Guarantee cards | s=14 d=22 p=27 shared
    T Delete my data | s=14 d=20 p=25 shared
  T Speed on a three-year-old phone | s=14 d=26 p=30 shared
  T Load test for the first of May | s=18 d=27 @paul
  T Penetration test by a third party | s=20 d=28 p=33 shared
  T Security findings mended | s=26 d=30 @paul
  M Build complete | d=30 p=36 shared
P Trial | s=26 d=40 p=44 shared
  T Twenty customers order for real | s=28 d=34 p=38 shared
  T Staff training in both shops | s=28 d=36 p=40 shared @cleo client
  T Returns by the book | s=30 d=37 p=41 shared
  T Mend what the trial found | s=32 d=39 p=43 shared
  T Who answers the phone on day one | s=30 d=36 p=40 shared client
  M Go or no go | d=40 p=44 shared client
P Launch | s=38 d=46 p=48 shared
  T Move the domain | s=40 d=42 p=44 shared
  T Old addresses lead to new pages | s=38 d=42 p=45 shared
  T Letter to 4,000 customers | s=36 d=43 p=45 shared @cleo client
  T Watch the first weekend | s=44 d=46 p=48 shared
  M Open | d=45 p=47 shared
P Ours | s=-62 d=48
  T Contract and payment plan | s=-62 d=-58 done @mira
  T Hours against budget, weekly | s=-60 d=46 @mira %55
  T Risk: the stock system's maker is slow | s=-20 d=10 @mira
  T Room for the second phase | s=20 d=46 @ines
  T Case study, if Cora agrees | s=46 d=60 @mira
"""

LINKS = (("Penetration test by a third party", "Checkout"), ("Build complete", "Penetration test by a third party"),
         ("Go or no go", "Build complete"), ("Open", "Go or no go"))
CHANGES = (
    Proposal(-14, "cleo", "The film on the day of opening", "The shop in the old town is rebuilt until then, and we want "
             "it in the film as it will be.", moves=(("Film in the workshop", 22),), yes=-12),
    Proposal(-3, "mira", "Pay in instalments", "Three of ten customers ask for it on the shop floor, most of them for an "
             "electric bike. The payment provider offers it; invoices and returns need more work.",
             moves=(("Checkout", 31),), adds=(("Pay in instalments", "Checkout", 30),), more=6_500, until=4),
)

UPDATES = (
    (-39, "mira", "on_track", "Findings are agreed; we begin the concept", "Ten pages, one surprise: most returns "
     "are a wrong frame size. The size adviser moves up.", "Concept approved", True),
    (-19, "mira", "on_track", "The concept is approved", "Five of five customers found their bike in under three "
     "minutes with the sketch.", "Design approved", True),
    (-6, "mira", "at_risk", "Photographs and stock access are late", "Without access to the stock system by Friday "
     "the import moves by a week. Texts come along well.", "Design approved", True),
    (-2, "mira", "at_risk", "Two days of buffer are used up", "Still inside the promise. If access does not come by "
     "Tuesday, Paul builds against a copy.", "Build complete", False),
)

FIRST_PROMISED = {"Size adviser": 1, "Basket and checkout": 3, "Content complete": 19, "Clickable sketch": -26, "Open": 40}
SLIPS = (
    (-30, "Clickable sketch", -23, "One customer journey more than planned, asked for by Cora", "slip"),
    (-24, "Open", 47, "The first of May is the fixed day, not the week before", "correction"),
    (-11, "Content complete", 22, "Photographs need a second day in the studio", "slip"),
    (-4, "Size adviser", 4, "Size tables of two makers are still missing", "slip"),
    (-3, "Basket and checkout", 7, "Paying by invoice came on top", "slip"),
    (-3, "Content complete", 24, "The studio has no white background until Monday", "slip"),
)
BUDGETS = ((-61, 78_000, ""), (-26, 84_000, "The size adviser moves up and gets its own test with customers"))
COSTS = (
    (-31, "Which shop software", 1_450, "Licence for the trial"),
    (-25, "Try the sketch with five customers", 600, "Vouchers for five customers"),
    (-17, "Environments for test and live", 380, "Server, first quarter"),
    (-9, "Photograph 40 bikes", 3_200, "Photographer and studio, first two days"),
    (-4, "Colours and type from the brand book", 890, "Typeface for web and app"),
)

TALKS = {
    "Logo as vector file": (
        (-18, "tess", "shared", "Hi @Cleo, could you send us the logo as a **vector file**? SVG or AI, either is fine."),
        (-15, "cleo", "shared", "I asked the agency that drew it. They say *next week*."),
        (-8, "tess", "shared", "No rush yet, but the header waits for it now."),
        (-8, "mira", "internal", "If it does not come by Monday, @Paul traces the PNG. An hour, on us.", ("logo-traced.png",)),
        (-2, "cleo", "shared", "They sent a PDF. Is that all right?", ("acme-logo.pdf",)),
    ),
    "Photograph 40 bikes": (
        (-19, "cleo", "shared", "Where do you need the bikes: side on, or turned a little?"),
        (-19, "tess", "shared", "Three of each please:\n\n1. side on, drive side\n2. front, turned by a third\n3. one detail you are proud of"),
        (-5, "cleo", "shared", "28 of 40 are done. The last twelve need the white background back.", ("bike-17-side.jpg", "bike-23-side.jpg")),
        (-4, "cora", "shared", "Could we use grey for those? I would rather not lose the week."),
        (-4, "tess", "shared", "Grey works if **all** of a category are grey. Then they look chosen."),
        (-3, "mira", "internal", "This one eats our buffer. I keep the promise as it is until Thursday."),
    ),
    "Reviews: ours or imported?": (
        (-6, "mira", "shared", "Two ways: our own reviews, few at first; or the maker's, many but about the bike only. We suggest ours, with the maker's below for the first year."),
        (-5, "abe", "shared", "What does the second one cost?"),
        (-5, "mira", "shared", "Nothing more: it is in the feed already."),
        (-5, "paul", "internal", "In the feed, yes, but badly spelled. Half a day to clean."),
    ),
    "Import from the stock system": (
        (-9, "paul", "shared", "We can read the export. For live stock we need an account with read access.", ("stock-export.csv",)),
        (-7, "abe", "shared", "I have asked the maker twice. Their support answers on Tuesdays, it seems."),
        (-3, "paul", "internal", "I build against a copy meanwhile, so that a late account costs us a day and not a week."),
        (-1, "abe", "shared", "They promise an account this week. I will believe it when I see it."),
    ),
    "Product texts, first 100": (
        (-11, "cleo", "shared", "How long may a text be?"),
        (-11, "tess", "shared", "Two sentences what it is for, then three facts. On a phone people read the first line:\n\n> A city bike that does not mind rain."),
    ),
    "Pay by invoice for companies": (
        (-3, "tess", "shared", "May every company pay by invoice, or only those you know?"),
        (-3, "mira", "internal", "Cora will say all, Abe will say none. Let them find it out in the thread."),
    ),
    "Size adviser": ((-8, "paul", "internal", "Inner leg in cm or inches? Both, I fear."),),
}
DISCUSSIONS = (
    ("Which name for the shop?", "shared", ((-12, "cora", "Acme Bikes, or just Acme?"), (-12, "mira", "Acme Bikes finds you better when people search. In the header it may say *acme*."), (-11, "cleo", "Yes please, the short one looks better on the door as well."))),
    ("How we tell them about the stock risk", "internal", ((-4, "mira", "I write it in the next update, with the date we decide. No drama."), (-4, "ines", "Good. Early and plain."))),
)

#: Title, what it is about (None: the project), and its versions: day, who, why, and whether the client sees it.
SHELF = (
    ("Style guide.png", "Logo as vector file", (
        (-14, "tess", "", True), (-6, "tess", "Warmer green, thinner ring, as Cora wished", True),
        (-1, "mira", "With the print colours; not proofread yet", False))),
    ("Contract.pdf", "Contract and payment plan", ((-61, "mira", "", False),)),
    ("Workshop notes.pdf", None, ((-50, "mira", "", True),)),
    ("Opening hours.csv", None, ((-12, "cleo", "", True), (-3, "cleo", "Sundays in summer", True))),
)

PINS = (
    Placed(-13, "cora", "Style guide.png", 1, 1, .26, .36, "A thinner ring, please: on a bag this one is heavy.",
           replies=(("tess", "A third thinner in the next one."),), settled_by="cora"),
    Placed(-13, "cleo", "Style guide.png", 1, 1, .62, .24, "Is this the writing of the shop, or only an example?",
           replies=(("tess", "An example. The one for the shop comes with the fonts we bought."),)),
    Placed(-5, "mira", "Style guide.png", 2, 1, .5, .84, "Licence of the second font is open: ask before it is printed.",
           lane="internal"),
    Placed(-48, "cora", "Workshop notes.pdf", 1, 2, .55, .3, "We said two languages here, not three."),
)

QUESTIONS = (
    Question(-24, "mira", "The concept", "Shall we design on this concept? From here on the pages are drawn.",
             ("Concept",), ("cora", "abe"), until=-21,
             said=((-23, "abe", "remarks", "Yes. Keep the size adviser simple."), (-22, "cora", "approve", ""))),
    Question(-1, "tess", "The logo that goes on every page", "Is this the right mark, in the right form? It is printed on "
             "every page, label and bag from here on.", ("Style guide.png", "acme-logo.pdf"), ("cora", "abe"), until=4,
             said=((-1, "abe", "approve", ""),)),
    Question(-3, "mira", "Pay by invoice", "May every company pay by invoice, as it says here?",
             ("Pay by invoice for companies",), ("abe", "cora"), until=-1, rule="sequence"),
    Question(-2, "tess", "Terms on the last page", "May these stand above the button that buys?",
             ("text: You buy from Acme Bikes, not from the maker. Delivery takes five days, ten for cargo bikes.\n\n- You may "
              "send it back within 30 days.\n- The first check, after 200 km, is on us.",), ("cora",), until=3),
)
