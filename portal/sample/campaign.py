"""Acme's spring campaign: a small one, near its end."""
FACTS = {"key": "campaign", "name": "Spring campaign", "client": "acme", "start": -30, "promised_end": 12,
         "budget": 12_500, "budget_shared": False, "summary": "Posters, a mailing and a test ride day in both shops."}
ON_IT = ("mira", "tess", "cora", "cleo")

PLAN = """
P Idea | s=-30 d=-22 p=-20 shared done
  T One sentence | s=-30 d=-26 p=-25 shared done @tess
  D Three poster drafts | s=-28 d=-22 p=-20 shared done @tess
  M Draft chosen | d=-20 p=-19 shared done
P Print | s=-19 d=2 p=4 shared
  D Poster A1 | s=-19 d=-8 p=-6 shared done @tess
  D Window film for both shops | s=-14 d=-3 p=-2 shared @tess %95
  T Proof from the printer | s=-8 d=-4 p=-3 shared @cora client
  T Second quote for printing | s=-16 d=-14 done @mira
  T Deliver to the shops | s=-1 d=2 p=4 shared
P Mailing | s=-12 d=4 p=6 shared
  T List of addresses, agreed ones only | s=-12 d=-5 p=-4 shared done @cleo
  D Text and picture | s=-10 d=-1 p=1 shared @tess %80
  T Test on ten phones | s=-2 d=2 @tess
  T Send it | s=2 d=4 p=6 shared
P Test ride day | s=-10 d=9 p=10 shared
  T Permit from the town | s=-10 d=-2 p=0 shared @cleo client stuck: the office wants a map with every cone on it
  T Insurance for riders | s=-8 d=3 p=5 shared @cora client
  T Twelve bikes and two mechanics | s=-4 d=6 p=8 shared @cleo client
  T Coffee | s=4 d=8 p=9 shared @cleo client
  M The day | d=9 p=10 shared
P After | s=9 d=14
  T What it brought, in numbers | s=9 d=13 p=12 shared @mira
  T Hours and invoice | s=10 d=14 @mira
"""

UPDATES = ((-7, "mira", "on_track", "Posters are printed", "They smell of ink and look as they should.", "The day", True),)
TALKS = {
    "Proof from the printer": ((-7, "tess", "shared", "The proof lies at your desk, Cora. Please look at the **red**: it prints darker than on screen."),
                               (-2, "tess", "shared", "The printer waits for our word until Wednesday.")),
    "Permit from the town": ((-3, "cleo", "shared", "They want a map with every cone on it. Who draws such a thing?"), (-3, "tess", "shared", "I do. Tomorrow.")),
}
DISCUSSIONS = ()
SHELF = ()
