"""Headings and words for tables, charts and pages."""

from datetime import date

from makegood.words.dates import say_day
from makegood.words.phrases import Phrase
from makegood.written import Said

LABELS = {
    "title": Phrase("Holder vi, hvad vi lover?", "Do we keep what we promise?"),
    "as_of": Phrase("Opgjort til og med", "As of"),
    "no_data": Phrase("Der er ikke læst data endnu", "No data have been read yet"),
    "no_promises": Phrase("Der er ikke skrevet løfter endnu.", "No promises have been written yet."),
    "overview": Phrase("Overblik", "Overview"),
    "promise": Phrase("Løfte", "Promise"),
    "verdict": Phrase("Vurdering", "Verdict"),
    "last_closed": Phrase("Seneste afsluttede periode", "Last closed period"),
    "now": Phrase("Lige nu", "Now"),
    "said": Phrase("Vi siger det", "We say it"),
    "touchpoint": Phrase("Kontaktpunkt", "Touchpoint"),
    "kept_by": Phrase("Holdes af", "Kept by"),
    "explained_by": Phrase("Forklares af", "Explained by"),
    "remedy": Phrase("Kompensation", "Remedy"),
    "objective": Phrase("Mål", "Objective"),
    "trend": Phrase("Uge for uge", "Week by week"),
    "share_kept": Phrase("Andel holdt pr. uge", "Share kept a week"),
    "legend": Phrase(
        "Hver prik er en uge; jo større prik, jo flere tilfælde. Den stiplede linje er målet. "
        "Strimlen viser vurderingen af hver periode.",
        "Each dot is a week; the larger the dot, the more cases. The dashed line is the objective. "
        "The strip shows the verdict on each period.",
    ),
    "trend_table": Phrase("Tallene bag tegningen", "The numbers behind the chart"),
    "week": Phrase("Uge", "Week"),
    "kept": Phrase("Holdt", "Kept"),
    "periods": Phrase("Periode for periode", "Period by period"),
    "older": Phrase("Ældre perioder", "Older periods"),
    "period": Phrase("Periode", "Period"),
    "count": Phrase("Antal", "Count"),
    "frozen": Phrase("Fastlagt", "Fixed since"),
    "not_frozen": Phrase("ikke endnu", "not yet"),
    "afterwards": Phrase("vurderet bagefter", "judged afterwards"),
    "running": Phrase("i gang", "running"),
    "units": Phrase("Enheder", "Units"),
    "unlike": Phrase("Ligner ikke de andre", "Unlike the others"),
    "alike": Phrase("Intet usædvanligt", "Nothing unusual"),
    "quiet": Phrase("For lidt til at sige noget", "Too little to say"),
    "less_often": Phrase("holdes sjældnere", "kept less often"),
    "more_often": Phrase("holdes oftere", "kept more often"),
    "cost": Phrase("Hvad der følger, når løftet brydes", "What follows when the promise is broken"),
    "keepable": Phrase("Det løfte, I kan holde", "The promise you can keep"),
    "seasons": Phrase(
        "Periode for periode: det, I kunne have lovet", "Period by period: what could have been promised"
    ),
    "each_unit": Phrase("Enhed for enhed: det, hver kan love", "Unit by unit: what each can promise"),
    "unit": Phrase("Enhed", "Unit"),
    "can_promise": Phrase("Kan loves", "Can be promised"),
    "not_known": Phrase("Det ved vi ikke", "What is not known"),
    "would_tell": Phrase("Det kan give svar", "What would tell"),
    "counted": Phrase("Hvad der er talt med", "What is counted"),
    "how_made": Phrase("Sådan er tallet lavet", "How the number was made"),
}
STATUS = Phrase("Status", "Status")
SINCE = Phrase("{where}, af {by}, siden {since}", "{where}, by {by}, since {since}")
SINCE_UNTIL = Phrase("{where}, af {by}, fra {since} til {until}", "{where}, by {by}, from {since} to {until}")
CHART_TITLE = Phrase("{says}: andel holdt uge for uge", "{says}: share kept week by week")
CHART_ABOUT = Phrase(
    "Fra {first} til {last}. Målet er {objective}. Tallene står i tabellen under tegningen.",
    "From {first} to {last}. The objective is {objective}. The numbers stand in the table below the chart.",
)
SLIP_MARK = Phrase("skrider siden {day}", "slipping since {day}")
OBJECTIVE_MARK = Phrase("mål {objective}", "objective {objective}")
MADE_BY = Phrase("Lavet af makegood {version}, {moment}.", "Made by makegood {version}, {moment}.")
PERIOD_STATE = Phrase("{period}: {word}", "{period}: {word}")


def labels(language: str) -> dict[str, str]:
    """All headings in one language, by name."""
    return {name: phrase.say(language) for name, phrase in LABELS.items()}


def say_said(said: Said, language: str, today: date | None = None) -> str:
    """Where a promise is said, by whom and since when; and until when, when that has passed."""
    since = say_day(said.since, language)
    if said.until and (today is None or said.until < today):
        until = say_day(said.until, language)
        return SINCE_UNTIL.say(language, where=said.where, by=said.by, since=since, until=until)
    return SINCE.say(language, where=said.where, by=said.by, since=since)
