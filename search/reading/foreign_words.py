"""Words that Telex keystrokes could be taken for: "been" would be "bên", "taxi" "tãi"."""

# Words of other languages that Vietnamese texts use, formulas and codes: never keystrokes.
_KEPT = """
aids asian bar beer boost bot box bus chip chips co2 dns docs dos enr euro ex fax gas hiv hz isa iso
isp lens logos moto no2 nox o3 os osi photo photos pif pos post room rooms seo so2 sofa sos spa taf
tax taxi test tests text tour trust tw twd usa usd ussr vip virus visa visas wto wu xml
"""
KEPT = frozenset(_KEPT.split())

# Foreign words, most of them English, that are keystrokes of a Vietnamese syllable as well: no sign that
# keystrokes were typed.
_LOOKALIKES = """
af air arm as bans bas bast bee beef been bees best bets bias bins bis bits boo boom boon boong boots
born bots bow bows bust cans caps car cast cats chair chaos char charm chats chef chest chose chosen
chow congo cons coon core corn cos cost cow cows cups cur cuts dad days deed deem deer def defend dens
dense dest did didn dips dir dis dist does doesn dojo doom door dots dow down downs dust er exe gangs
gaps gasp ghee gif gis goes goof gown guns hair hangs hans hari harm has hasan hats haus her here hero
hex hips his hits honor hoof hoops hops horn host how hums if ins is isn ist its keen keeps kits las
last lax lays lee lets lex lips list loaf loans loops lose lost lots low lows lungs lust lux mama mans
maps mar mary mas mast max maya meets meme mere mins mist mix mojo mono moo moon moons moor morn most
mus must nest nets noon nor norm nose now nuts oaf of oops ops or ore orm own owns ox pans par pax
peer pins poo poor queen quest quits ras rays reef ref reset resp rest reuse rex rips roof roost roots
rosa rose row rows runs rust ruts says see seem seems seen sees sense sets sex sims sins sir sits six
songs soon sore sow sums sys taps tar taro tee teens tees tens tense term tex theme themes there these
this thor thorn those thus tins tips toes tons too tops tor tore torn tow town towns tox trans traps
tree trees trims trips troops tuns turn ups us vans var vary vast vee ver vest vow xoong
"""
LOOKALIKES = frozenset(_LOOKALIKES.split())
