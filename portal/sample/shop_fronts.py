"""Kloster's shop fronts: begun lately, waiting for many."""
FACTS = {"key": "shop-fronts", "name": "Shop fronts and signs", "client": "kloster", "start": -21, "promised_end": 70,
         "budget": 36_000, "budget_shared": True,
         "summary": "One look for four pharmacies: signs, windows, paper bags. Open all the while."}
ON_IT = ("mira", "paul", "olaf", "nina")

PLAN = """
P Survey | s=-21 d=-8 p=-7 shared done
  T Measure Market Square | s=-21 d=-18 p=-17 shared done @paul
  T Measure Harbour | s=-20 d=-17 p=-16 shared done @paul
  T Measure Station | s=-19 d=-16 p=-15 shared done @paul
  T Measure Hillside | s=-18 d=-12 p=-11 shared done @paul
  T Monument office: what is allowed | s=-18 d=-9 p=-8 shared done @nina
  M Survey complete | d=-8 p=-7 shared done
P Signs | s=-8 d=30 p=34 shared
  D Family of signs | s=-8 d=2 p=4 shared @paul %60
  T Material samples | s=-6 d=-1 p=1 shared @paul %90
  T Choose the green | s=-3 d=1 p=3 shared @olaf client
  T Night: lit or not | s=-3 d=3 p=5 shared @olaf client
  T Quotes of three makers | s=-4 d=5 @mira %30
  T Order the signs | s=6 d=10 p=12 shared
  T Make them | s=12 d=28 p=32 shared
  M Signs ready | d=30 p=34 shared
P Windows | s=-4 d=24 p=28 shared
  D Four windows, drawn | s=-4 d=6 p=8 shared @paul %20
  T Which products stand in them | s=-2 d=4 p=6 shared @nina client
  T Photographs of the teams | s=-2 d=8 p=10 shared @nina client stuck: Harbour is short of people until the 20th
  T Film and printing | s=10 d=22 p=26 shared
P Permits | s=-10 d=14 p=18 shared
  T Market Square, listed building | s=-10 d=10 p=14 shared @nina client
  T Harbour | s=-10 d=6 p=9 shared @nina client %50
  T Station: the railway wants a say | s=-10 d=12 p=16 shared @nina client
  T Hillside | s=-10 d=-2 p=-1 shared done @nina
P Hanging | s=34 d=62 p=66 shared
  T Market Square, two nights | s=34 d=38 p=42 shared
  T Harbour | s=40 d=44 p=48 shared
  T Station | s=46 d=50 p=54 shared
  T Hillside | s=52 d=56 p=60 shared
  T Old signs to the town museum | s=56 d=62 p=66 shared @nina client
  M All four hang | d=62 p=66 shared
P Paper | s=4 d=30 p=34 shared
  D Bags and labels | s=4 d=20 p=24 shared
  T Which sizes are used most | s=0 d=6 p=8 shared @nina client
  T Recycled or not: price of both | s=2 d=8 @mira
P Ours | s=-21 d=70
  T Contract | s=-21 d=-19 done @mira
  T Margin if steel goes up again | s=-6 d=4 @mira
"""

UPDATES = ((-7, "mira", "on_track", "All four are measured", "Market Square is a listed building: screws only where "
            "there are screws.", "Signs ready", True),)
TALKS = {
    "Choose the green": ((-3, "paul", "shared", "Three greens are in the post. Please look at them *outside*, at noon and at dusk."),
                         (-1, "nina", "shared", "They are here. The middle one, says everybody but Olaf.", ("greens.png",)),
                         (-1, "mira", "internal", "Olaf decides. Let him.")),
    "Market Square, listed building": ((-9, "nina", "shared", "The office answers in writing only. I send them the drawing tomorrow."),),
    "Photographs of the teams": ((-1, "nina", "shared", "Could we do Harbour last?"),),
}
DISCUSSIONS = (("Open all the while", "shared", ((-6, "olaf", "No day closed, please. Nights are fine."), (-6, "mira", "Nights it is: two for each house."))),)
SHELF = ()
