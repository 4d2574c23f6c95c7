"""Whole sentences, written by hand: what a service manager reads on a Monday morning."""

from dataclasses import replace
from datetime import date

import pytest

from makegood.model import Count, Day, Headline, Now, Pace, State, Why
from makegood.words import promise as words
from makegood.words.units import in_order
from makegood.words.verdicts import corrected_sentence, told_sentence
from makegood.written import Keep
from tests.made_states import (
    AMOUNT,
    APRIL,
    BROKEN_MARCH,
    BY,
    HOLDING,
    KEPT_MARCH,
    LAST_DECEMBER,
    MAY,
    QUARTER,
    SLIPPING,
    UNCLEAR_MARCH,
    YEAR,
    broken,
    estimate,
    kept,
    promise,
    slipping,
    state,
    unclear,
    units,
    verdict,
    with_keep,
)

DA = 'Vi lover: "Levering på 1-2 hverdage". '
EN = 'We promise: "Delivery in 1-2 business days". '
CALL = "Lov det, I kan holde, eller ret processen - og gør det godt igen for dem, det gik ud over."
CALL_EN = "Promise what you can keep, or mend the process - and put it right for those it went wrong for."
ALONE = "Ring til dem, det gik ud over, ret op, og lad ellers det hele være, som det er."
ALONE_EN = "Call those it went wrong for, put it right, and leave everything else as it is."
NO_SLIP = "Lige nu ser vi ikke tegn på, at det skrider: 391 af 400 blev holdt de seneste 28 dage."
NO_SLIP_EN = "We see no sign that it is slipping now: 391 of 400 were kept in the last 28 days."

PARAGRAPHS = [
    (
        "broken",
        broken(),
        "I marts blev det ikke holdt i 412 af 3.390 tilfælde (12 %, mellem 10 og 14). Målet er 95 %, så løftet er "
        f"brudt, og det er ikke enkelte uheld. {CALL}",
        "In March it was not kept in 412 of 3,390 cases (12 %, between 10 and 14). The objective is 95 %, so the "
        f"promise is broken, and these are not isolated mishaps. {CALL_EN}",
    ),
    (
        "broken and still slipping",
        broken(now=SLIPPING),
        "I marts blev det ikke holdt i 412 af 3.390 tilfælde (12 %, mellem 10 og 14). Målet er 95 %, så løftet er "
        "brudt, og det er ikke enkelte uheld. Det begyndte at skride 7. april; de seneste 28 dage blev 52 af 400 "
        f"ikke holdt. {CALL}",
        "In March it was not kept in 412 of 3,390 cases (12 %, between 10 and 14). The objective is 95 %, so the "
        "promise is broken, and these are not isolated mishaps. It began to slip on 7 April; in the last 28 days 52 "
        f"of 400 were not kept. {CALL_EN}",
    ),
    (
        "broken, and better since",
        broken(now=HOLDING),
        "I marts blev det ikke holdt i 412 af 3.390 tilfælde (12 %, mellem 10 og 14). Målet er 95 %, så løftet er "
        f"brudt, og det er ikke enkelte uheld. De seneste 28 dage blev 391 af 400 holdt. {CALL}",
        "In March it was not kept in 412 of 3,390 cases (12 %, between 10 and 14). The objective is 95 %, so the "
        "promise is broken, and these are not isolated mishaps. In the last 28 days 391 of 400 were kept. "
        f"{CALL_EN}",
    ),
    (
        "broken for a number, where nobody waits any longer",
        with_keep(broken(), AMOUNT),
        "I marts blev det ikke holdt i 412 af 3.390 tilfælde (12 %, mellem 10 og 14). Målet er 95 %, så løftet er "
        "brudt, og det er ikke enkelte uheld. Lov det, I kan holde, eller ret processen - og gør det godt "
        "igen for dem, det gik ud over.",
        "In March it was not kept in 412 of 3,390 cases (12 %, between 10 and 14). The objective is 95 %, so the "
        "promise is broken, and these are not isolated mishaps. Promise what you can keep, or mend the process - and "
        "put it right for those it went wrong for.",
    ),
    (
        "kept",
        kept(),
        f"I marts blev det holdt i 3.289 af 3.390 tilfælde (97 %, mellem 96 og 98). Målet er 95 %, så løftet er "
        f"holdt. {NO_SLIP} {ALONE}",
        f"In March it was kept in 3,289 of 3,390 cases (97 %, between 96 and 98). The objective is 95 %, so the "
        f"promise is kept. {NO_SLIP_EN} {ALONE_EN}",
    ),
    (
        "one in thousands",
        state(Headline.KEPT, verdict(State.KEPT, 6139, 6140, 0.9991, 0.99997), now=HOLDING),
        "I marts blev det holdt i 6.139 af 6.140 tilfælde (over 99,9 %, mindst 99,9). Målet er 95 %, så løftet er "
        f"holdt. {NO_SLIP} Ring til den ene, det gik ud over, ret op, og lad ellers det hele være, som det er.",
        "In March it was kept in 6,139 of 6,140 cases (over 99.9 %, at least 99.9). The objective is 95 %, so the "
        f"promise is kept. {NO_SLIP_EN} Call the one it went wrong for, put it right, and leave everything else "
        f"as it is.",
    ),
    (
        "all kept",
        state(Headline.KEPT, verdict(State.KEPT, 400, 400, 0.9905, 1.0), now=HOLDING),
        f"I marts blev det holdt i alle 400 tilfælde (100 %, mindst 99). Målet er 95 %, så løftet er holdt. "
        f"{NO_SLIP} Lad det være, som det er.",
        f"In March it was kept in all 400 cases (100 %, at least 99). The objective is 95 %, so the promise is "
        f"kept. {NO_SLIP_EN} Leave it as it is.",
    ),
    (
        "none kept",
        state(Headline.BROKEN, verdict(State.BROKEN, 0, 120, 0.0, 0.031)),
        "I marts blev det ikke holdt i nogen af de 120 tilfælde (100 %, mindst 97). Målet er 95 %, så løftet er "
        "brudt, og det er ikke enkelte uheld. " + CALL,
        "In March it was not kept in any of the 120 cases (100 %, at least 97). The objective is 95 %, so the "
        "promise is broken, and these are not isolated mishaps. " + CALL_EN,
    ),
    (
        "kept by a hair",
        state(Headline.KEPT, verdict(State.KEPT, 3255, 3390, 0.9503, 0.969), now=HOLDING),
        f"I marts blev det holdt i 3.255 af 3.390 tilfælde (96 %, mellem 95 og 97). Målet er 95 %, så løftet er "
        f"holdt. {NO_SLIP} {ALONE}",
        f"In March it was kept in 3,255 of 3,390 cases (96 %, between 95 and 97). The objective is 95 %, so the "
        f"promise is kept. {NO_SLIP_EN} {ALONE_EN}",
    ),
    (
        "broken by a hair, told with a decimal",
        state(Headline.BROKEN, verdict(State.BROKEN, 3180, 3390, 0.927, 0.9482)),
        "I marts blev det ikke holdt i 210 af 3.390 tilfælde (6,2 %, mellem 5,2 og 7,3). Målet er 95 %, så "
        "løftet er brudt, og det er ikke enkelte uheld. " + CALL,
        "In March it was not kept in 210 of 3,390 cases (6.2 %, between 5.2 and 7.3). The objective is 95 %, so "
        "the promise is broken, and these are not isolated mishaps. " + CALL_EN,
    ),
    (
        "slipping after a month that was kept",
        slipping(waiting=38),
        "I marts blev det holdt i 3.289 af 3.390 tilfælde (97 %, mellem 96 og 98). Målet er 95 %, og det blev "
        "nået for "
        "marts som helhed. Men det begyndte at skride 7. april; de seneste 28 dage blev 52 af 400 ikke holdt. "
        "Find ud "
        "af, hvad der skete omkring 7. april - og ring til de 38, der stadig venter.",
        "In March it was kept in 3,289 of 3,390 cases (97 %, between 96 and 98). The objective is 95 %, and "
        "March as a "
        "whole met it. But it began to slip on 7 April; in the last 28 days 52 of 400 were not kept. Find out what "
        "happened around 7 April - and call the 38 still waiting.",
    ),
    (
        "slipping before any period has closed",
        state(Headline.SLIPPING, now=SLIPPING, count=Count(380, 70), whole=estimate(380, 450, 0.79, 0.89), waiting=1),
        "Indtil nu er det holdt i 380 af 450 tilfælde (84 %, mellem 79 og 89). Det begyndte at skride 7. april; de "
        "seneste 28 dage blev 52 af 400 ikke holdt. Find ud af, hvad der skete omkring 7. april - og ring til "
        "den ene, der stadig venter.",
        "So far it has been kept in 380 of 450 cases (84 %, between 79 and 89). It began to slip on 7 April; in the "
        "last 28 days 52 of 400 were not kept. Find out what happened around 7 April - and call the one still waiting.",
    ),
    (
        "slipping since last year",
        slipping(now=replace(SLIPPING, since=date(2025, 12, 30)), waiting=38),
        "I marts blev det holdt i 3.289 af 3.390 tilfælde (97 %, mellem 96 og 98). Målet er 95 %, og det blev "
        "nået for "
        "marts som helhed. Men det begyndte at skride 30. december 2025; de seneste 28 dage blev 52 af 400 ikke "
        "holdt. Find ud af, hvad der skete omkring 30. december 2025 - og ring til de 38, der stadig venter.",
        "In March it was kept in 3,289 of 3,390 cases (97 %, between 96 and 98). The objective is 95 %, and "
        "March as a "
        "whole met it. But it began to slip on 30 December 2025; in the last 28 days 52 of 400 were not kept. "
        "Find out "
        "what happened around 30 December 2025 - and call the 38 still waiting.",
    ),
    (
        "cannot tell: both sides of the objective, known by a week",
        unclear(Why.STRADDLES, UNCLEAR_MARCH, known_by=date(2026, 8, 20)),
        "I marts blev det holdt i 19 af 22 tilfælde. Vi kan ikke afgøre endnu, om løftet holdes: målet er 95 %, og "
        "tallene passer med alt fra 67 til 95 %. Med den nuværende mængde ved vi det omkring uge 34. Det er hverken "
        "grønt eller rødt - men ring til de 3, det gik ud over.",
        "In March it was kept in 19 of 22 cases. We cannot tell yet whether the promise is kept: the objective is "
        "95 %, and the figures fit anything from 67 to 95 %. At today's volume we will know around week 34. It is "
        "neither green nor red - but call the 3 it went wrong for.",
    ),
    (
        "cannot tell: both sides, and no week is known",
        unclear(Why.STRADDLES, verdict(State.CANNOT_TELL, 200, 200, 0.94, 1.0, why=Why.STRADDLES, period=QUARTER)),
        "I 1. kvartal 2026 blev det holdt i alle 200 tilfælde. Vi kan ikke afgøre endnu, om løftet holdes: målet er "
        "95 %, og tallene passer med alt fra 94 til 100 %. Der skal flere tilfælde til: vent, eller vurder et år ad "
        "gangen (`over: year`). Det er hverken grønt eller rødt.",
        "In the 1st quarter of 2026 it was kept in all 200 cases. We cannot tell yet whether the promise is "
        "kept: the "
        "objective is 95 %, and the figures fit anything from 94 to 100 %. It takes more cases: wait, or judge a "
        "year "
        "at a time (`over: year`). It is neither green nor red.",
    ),
    (
        "cannot tell: too few cases",
        unclear(Why.FEW_EVENTS, verdict(State.CANNOT_TELL, 11, 12, why=Why.FEW_EVENTS)),
        "I marts blev det holdt i 11 af 12 tilfælde. Vi kan ikke afgøre endnu, om løftet holdes: 12 tilfælde er for "
        "få. Der skal flere tilfælde til: vent, eller vurder et kvartal ad gangen (`over: quarter`). Det er hverken "
        "grønt eller rødt - men ring til den ene, det gik ud over.",
        "In March it was kept in 11 of 12 cases. We cannot tell yet whether the promise is kept: 12 cases are "
        "too few. "
        "It takes more cases: wait, or judge a quarter at a time (`over: quarter`). It is neither green nor red "
        "- but "
        "call the one it went wrong for.",
    ),
    (
        "cannot tell: 1 case, kept",
        unclear(Why.FEW_EVENTS, verdict(State.CANNOT_TELL, 1, 1, why=Why.FEW_EVENTS)),
        "I marts var der 1 tilfælde, og det blev holdt. Vi kan ikke afgøre endnu, om løftet holdes: 1 tilfælde "
        "er for "
        "lidt. Der skal flere tilfælde til: vent, eller vurder et kvartal ad gangen (`over: quarter`). Det er "
        "hverken "
        "grønt eller rødt.",
        "In March there was 1 case, and it was kept. We cannot tell yet whether the promise is kept: 1 case is too "
        "little. It takes more cases: wait, or judge a quarter at a time (`over: quarter`). It is neither green "
        "nor red.",
    ),
    (
        "cannot tell: 1 case, broken, over a year",
        unclear(Why.FEW_EVENTS, verdict(State.CANNOT_TELL, 0, 1, why=Why.FEW_EVENTS, period=YEAR)),
        "I 2025 var der 1 tilfælde, og det blev ikke holdt. Vi kan ikke afgøre endnu, om løftet holdes: 1 "
        "tilfælde er "
        "for lidt. Der skal flere tilfælde til: vent. Det er hverken grønt eller rødt - men ring til den "
        "ene, det gik ud over.",
        "In 2025 there was 1 case, and it was not kept. We cannot tell yet whether the promise is kept: 1 case "
        "is too "
        "little. It takes more cases: wait. It is neither green nor red - but call the one it went wrong for.",
    ),
    (
        "cannot tell: a month without cases",
        unclear(Why.FEW_EVENTS, verdict(State.CANNOT_TELL, 0, 0, why=Why.FEW_EVENTS)),
        "I marts var der ingen tilfælde. Vi kan ikke afgøre endnu, om løftet holdes: der er ingen tilfælde. Der skal "
        "flere tilfælde til: vent, eller vurder et kvartal ad gangen (`over: quarter`).",
        "In March there were no cases. We cannot tell yet whether the promise is kept: there are no cases. It takes "
        "more cases: wait, or judge a quarter at a time (`over: quarter`).",
    ),
    (
        "cannot tell: too few days, in another year",
        unclear(Why.FEW_DAYS, verdict(State.CANNOT_TELL, 28, 40, why=Why.FEW_DAYS, period=LAST_DECEMBER)),
        "I december 2025 blev det holdt i 28 af 40 tilfælde. Vi kan ikke afgøre endnu, om løftet holdes: tilfældene "
        "faldt på for få dage. Der skal flere dage til: vent, eller vurder et kvartal ad gangen (`over: "
        "quarter`). Det "
        "er hverken grønt eller rødt - men ring til de 12, det gik ud over.",
        "In December 2025 it was kept in 28 of 40 cases. We cannot tell yet whether the promise is kept: the cases "
        "fell on too few days. It takes more days: wait, or judge a quarter at a time (`over: quarter`). It is "
        "neither "
        "green nor red - but call the 12 it went wrong for.",
    ),
    (
        "cannot tell: cases too much alike",
        unclear(
            Why.FEW_EFFECTIVE, verdict(State.CANNOT_TELL, 3200, 3390, 0.7, 0.99, why=Why.FEW_EFFECTIVE, n_eff=39.6)
        ),
        "I marts blev det holdt i 3.200 af 3.390 tilfælde (94 %, mellem 70 og 99). Vi kan ikke afgøre endnu, om "
        "løftet "
        "holdes: tilfældene følges ad dag for dag eller enhed for enhed, så 3.390 ikke siger mere, end omkring 40 "
        "ellers ville. Der skal flere dage eller enheder til, ikke flere tilfælde på de samme: vent, eller vurder et "
        "kvartal ad gangen (`over: quarter`). Det er hverken grønt eller rødt - men ring til dem, det gik ud over.",
        "In March it was kept in 3,200 of 3,390 cases (94 %, between 70 and 99). We cannot tell yet whether the "
        "promise is kept: the cases go together by day or by unit, so 3,390 say no more than about 40 otherwise "
        "would. "
        "It takes more days or units, not more cases on the same: wait, or judge a quarter at a time "
        "(`over: quarter`). It is neither green nor red - but call those it went wrong for.",
    ),
    (
        "cannot tell: no period has closed",
        unclear(Why.NO_PERIOD, count=Count(19, 3), whole=estimate(19, 22, 0.667, 0.953)),
        "Indtil nu er det holdt i 19 af 22 tilfælde (86 %, mellem 67 og 95). Vi kan ikke afgøre endnu, om løftet "
        "holdes: ingen periode er afsluttet endnu. En periode vurderes 3 dage efter, at dens sidste frist er "
        "udløbet. "
        "Det er hverken grønt eller rødt - men ring til de 3, det gik ud over.",
        "So far it has been kept in 19 of 22 cases (86 %, between 67 and 95). We cannot tell yet whether the promise "
        "is kept: no period has closed yet. A period is judged 3 days after its last deadline has passed. It is "
        "neither green nor red - but call the 3 it went wrong for.",
    ),
    (
        "cannot tell: the first period is running",
        unclear(Why.NO_PERIOD, running=verdict(State.CANNOT_TELL, 0, 0, period=MAY, closed_on=None)),
        "Vi kan ikke afgøre endnu, om løftet holdes: maj er ikke afsluttet endnu. En periode vurderes 3 dage efter, at "
        "dens sidste frist er udløbet.",
        "We cannot tell yet whether the promise is kept: May has not closed yet. A period is judged 3 days after its "
        "last deadline has passed.",
    ),
    (
        "cannot tell: 2 of 2 so far",
        unclear(Why.NO_PERIOD, count=Count(2, 0)),
        "Indtil nu er det holdt i 2 af 2 tilfælde. Vi kan ikke afgøre endnu, om løftet holdes: ingen periode er "
        "afsluttet endnu. En periode vurderes 3 dage efter, at dens sidste frist er udløbet. Det er hverken grønt "
        "eller rødt.",
        "So far it has been kept in 2 of 2 cases. We cannot tell yet whether the promise is kept: no period has "
        "closed "
        "yet. A period is judged 3 days after its last deadline has passed. It is neither green nor red.",
    ),
    (
        "cannot tell: all is still to fall due",
        unclear(Why.NO_PERIOD, count=Count(0, 0, not_due=14)),
        "Vi kan ikke afgøre endnu, om løftet holdes: ingen periode er afsluttet endnu. En periode vurderes 3 dage "
        "efter, at dens sidste frist er udløbet.",
        "We cannot tell yet whether the promise is kept: no period has closed yet. A period is judged 3 days "
        "after its "
        "last deadline has passed.",
    ),
    (
        "cannot tell: no measurable form",
        with_keep(unclear(Why.NO_KEEP, objective=None, as_of=None), None),
        "Vi kan ikke afgøre, om løftet holdes: det har ingen målbar form. Skriv under `keep:`, hvad der skal ske og "
        "inden hvornår; kan det ikke måles sådan, må de, det loves, svare.",
        "We cannot tell whether the promise is kept: it has no measurable form. Write under `keep:` what is to "
        "happen "
        "and by when; if that cannot be measured, those it is made to must say.",
    ),
    (
        "cannot tell: no data",
        unclear(Why.NO_DATA),
        "Vi kan ikke afgøre endnu, om løftet holdes: der er ingen data fra orders endnu. Læs data med `makegood "
        "read`, "
        "eller ret kilden i makegood.yaml.",
        "We cannot tell yet whether the promise is kept: there are no data from orders yet. Read the data with "
        "`makegood read`, or mend the source in makegood.yaml.",
    ),
    (
        "cannot tell: nothing new, after a broken month",
        unclear(Why.STALE, BROKEN_MARCH, newest=date(2026, 4, 3)),
        "I marts blev det ikke holdt i 412 af 3.390 tilfælde (12 %, mellem 10 og 14). Den seneste vurdering, for "
        "marts, er: brudt; målet er 95 %. Vi kan ikke afgøre, om løftet holdes lige nu: der er ikke kommet nye data "
        "siden 3. april. Skaf nyere data, og læs dem med `makegood read`.",
        "In March it was not kept in 412 of 3,390 cases (12 %, between 10 and 14). The latest verdict, for "
        "March, is: "
        "broken; the objective is 95 %. We cannot tell whether the promise is kept now: no new data have come since "
        "3 April. Get newer data, and read them with `makegood read`.",
    ),
    (
        "cannot tell: nothing new since last year",
        unclear(Why.STALE, newest=date(2025, 11, 3)),
        "Vi kan ikke afgøre, om løftet holdes lige nu: der er ikke kommet nye data siden 3. november 2025. Skaf "
        "nyere "
        "data, og læs dem med `makegood read`.",
        "We cannot tell whether the promise is kept now: no new data have come since 3 November 2025. Get newer "
        "data, "
        "and read them with `makegood read`.",
    ),
    (
        "cannot tell: too many rows could not be read",
        unclear(Why.UNREADABLE, unreadable=(312, 1900)),
        "Vi kan ikke afgøre endnu, om løftet holdes: 312 af 1.900 rækker kunne ikke læses, og det er for mange. Ret "
        "rækkerne eller kilden i makegood.yaml, og læs igen.",
        "We cannot tell yet whether the promise is kept: 312 of 1,900 rows could not be read, and that is too many. "
        "Mend the rows or the source in makegood.yaml, and read again.",
    ),
    (
        "cannot tell: hours are promised and the data hold dates",
        with_keep(unclear(Why.DATES_ONLY), Keep(event="calls", of=0.9, within="24 hours")),
        "Vi kan ikke afgøre endnu, om løftet holdes: løftet gælder 24 timer, og data har kun datoer. Tag "
        "klokkeslættene "
        "med fra det system, som data kommer fra.",
        "We cannot tell yet whether the promise is kept: the promise is for 24 hours, and the data hold only dates. "
        "Take the times of day along from the system that the data come from.",
    ),
    (
        "judged afterwards, and corrected since",
        broken(closed=(replace(BROKEN_MARCH, backfilled=True, correction=(3392, 2987)),)),
        "I marts blev det ikke holdt i 412 af 3.390 tilfælde (12 %, mellem 10 og 14). Målet er 95 %, så løftet er "
        "brudt, og det er ikke enkelte uheld. Siden er tallet rettet til 405 af 3.392 ikke holdt; "
        f"vurderingen fra dengang står fast. {CALL}",
        "In March it was not kept in 412 of 3,390 cases (12 %, between 10 and 14). The objective is 95 %, so the "
        "promise is broken, and these are not isolated mishaps. Since then the number has been corrected to "
        f"405 of 3,392 not kept; the verdict of that time stands. {CALL_EN}",
    ),
    (
        "slipping since the data begin",
        broken(
            now=Now(Pace.SLIPPING, date(2026, 3, 2), date(2026, 3, 9), 100, 40),
            weeks=(Day(date(2026, 3, 2), "", 100, 40),),
        ),
        "I marts blev det ikke holdt i 412 af 3.390 tilfælde (12 %, mellem 10 og 14). Målet er 95 %, så løftet er "
        "brudt, og det er ikke enkelte uheld. Sådan har det været, så længe vi har data; de seneste 28 dage blev "
        f"60 af 100 ikke holdt. {CALL}",
        "In March it was not kept in 412 of 3,390 cases (12 %, between 10 and 14). The objective is 95 %, so the "
        "promise is broken, and these are not isolated mishaps. It has been so for as long as there are data; in the "
        f"last 28 days 60 of 100 were not kept. {CALL_EN}",
    ),
    (
        "one unit kept less often, one more often",
        kept(
            units=units(
                ("Odense", 499, 500, True, True), ("Aarhus", 80, 100, True, False), ("Ribe", 95, 100, False, False)
            )
        ),
        "I marts blev det holdt i 3.289 af 3.390 tilfælde (97 %, mellem 96 og 98). Målet er 95 %, så løftet er "
        "holdt. "
        f"{NO_SLIP} Aarhus (80 af 100) ligner ikke de andre: dér holdes løftet sjældnere. Spørg, hvad der er "
        f"anderledes. Odense (499 af 500) ligner ikke de andre: dér holdes løftet oftere. Spørg, hvad de gør. "
        f"{ALONE}",
        "In March it was kept in 3,289 of 3,390 cases (97 %, between 96 and 98). The objective is 95 %, so the "
        "promise "
        f"is kept. {NO_SLIP_EN} Aarhus (80 of 100) is unlike the others: the promise is kept less often there. Ask "
        "what is different. Odense (499 of 500) is unlike the others: the promise is kept more often there. Ask what "
        f"they do. {ALONE_EN}",
    ),
    (
        "kept, and too little lately",
        kept(now=Now(Pace.TOO_LITTLE, n_28=1)),
        "I marts blev det holdt i 3.289 af 3.390 tilfælde (97 %, mellem 96 og 98). Målet er 95 %, så løftet er "
        "holdt. "
        f"Om det skrider lige nu, er der for lidt til at sige: 1 tilfælde de seneste 28 dage. {ALONE}",
        "In March it was kept in 3,289 of 3,390 cases (97 %, between 96 and 98). The objective is 95 %, so the "
        "promise "
        f"is kept. Whether it is slipping now, there is too little to say: 1 case in the last 28 days. {ALONE_EN}",
    ),
]


@pytest.mark.parametrize(("given", "da", "en"), [row[1:] for row in PARAGRAPHS], ids=[row[0] for row in PARAGRAPHS])
def test_the_whole_answer_is_what_one_would_say(given, da, en):
    assert words.paragraph(given, "da") == DA + da
    assert words.paragraph(given, "en") == EN + en


@pytest.mark.parametrize(("given", "da", "en"), [row[1:] for row in PARAGRAPHS], ids=[row[0] for row in PARAGRAPHS])
def test_the_answer_is_the_paragraph_without_the_promise(given, da, en):
    assert (words.answer(given, "da"), words.answer(given, "en")) == (da, en)


@pytest.mark.parametrize("given", [row[1] for row in PARAGRAPHS], ids=[row[0] for row in PARAGRAPHS])
def test_a_percentage_is_an_objective_or_stands_after_its_count(given):
    for sentence in words.paragraph(given, "en").split(". "):
        if "%" in sentence:
            assert "objective is" in sentence or " of " in sentence or " cases " in sentence


@pytest.mark.parametrize(
    ("given", "da", "en"),
    [
        (kept(), "holdt", "kept"),
        (broken(), "brudt", "broken"),
        (slipping(), "skrider", "slipping"),
        (unclear(), "kan ikke afgøres endnu", "cannot tell yet"),
    ],
)
def test_a_promise_has_one_word(given, da, en):
    assert (words.headline(given, "da"), words.headline(given, "en")) == (da, en)


def test_a_promise_that_slips_is_never_said_to_be_kept():
    for language, word in (("da", "løftet er holdt"), ("en", "promise is kept")):
        assert word not in words.paragraph(slipping(), language)
        assert word not in told_sentence(slipping(), language)


@pytest.mark.parametrize(
    ("given", "da", "en"),
    [
        (kept(closed=()), "Der er ingen vurdering endnu.", "There is no verdict yet."),
        (
            unclear(Why.STRADDLES, UNCLEAR_MARCH),
            "Om det var nok, kan ikke afgøres: målet er 95 %, og tallene passer med alt fra 67 til 95 %.",
            "Whether that was enough cannot be told: the objective is 95 %, and the figures fit anything from 67 to "
            "95 %.",
        ),
        (
            unclear(Why.FEW_EVENTS, verdict(State.CANNOT_TELL, 11, 12, why=Why.FEW_EVENTS)),
            "Om målet på 95 % er nået, kan ikke afgøres: 12 tilfælde er for få.",
            "Whether the objective of 95 % was met cannot be told: 12 cases are too few.",
        ),
        (
            kept(closed=(replace(KEPT_MARCH, objective=0.975),)),
            "Målet er 97,5 %, så løftet er holdt.",
            "The objective is 97.5 %, so the promise is kept.",
        ),
    ],
)
def test_a_verdict_is_said_with_its_objective(given, da, en):
    assert (told_sentence(given, "da"), told_sentence(given, "en")) == (da, en)


@pytest.mark.parametrize(
    ("today", "da", "en"),
    [
        (
            State.BROKEN,
            "Siden er tallet rettet til 303 af 930 ikke holdt; i dag ville det være vurderet som brudt, men "
            "vurderingen fra dengang står.",
            "Since then the number has been corrected to 303 of 930 not kept; today it would be judged broken, but "
            "the verdict of that time stands.",
        ),
        (
            State.CANNOT_TELL,
            "Siden er tallet rettet til 627 af 930 holdt; i dag ville det ikke kunne afgøres, men vurderingen fra "
            "dengang står.",
            "Since then the number has been corrected to 627 of 930 kept; today it could not be told, but the verdict "
            "of that time stands.",
        ),
        (
            None,
            "Siden er tallet rettet til 627 af 930 holdt; vurderingen fra dengang står fast.",
            "Since then the number has been corrected to 627 of 930 kept; the verdict of that time stands.",
        ),
    ],
)
def test_a_correction_says_what_it_would_be_judged_today(today, da, en):
    given = replace(KEPT_MARCH, correction=(930, 627), state_today=today)
    assert (corrected_sentence(given, "da"), corrected_sentence(given, "en")) == (da, en)


def test_what_is_no_longer_kept_after_a_correction_is_not_left_alone():
    given = kept(closed=(replace(KEPT_MARCH, correction=(930, 627), state_today=State.BROKEN),), waiting=2)
    assert words.next_step(given, "da") == (
        "Find ud af, hvorfor tallet blev rettet - og ring til de 2, der stadig venter."
    )
    assert words.next_step(given, "en") == "Find out why the number was corrected - and call the 2 still waiting."


def test_what_would_be_kept_today_says_so():
    given = replace(BROKEN_MARCH, correction=(930, 920), state_today=State.KEPT)
    assert corrected_sentence(given, "da").startswith("Siden er tallet rettet til 920 af 930 holdt; i dag ville det ")
    assert "it would be judged kept, but" in corrected_sentence(given, "en")
    assert corrected_sentence(BROKEN_MARCH, "da") == ""


@pytest.mark.parametrize(
    ("waiting", "da", "en"),
    [
        (0, "gør det godt igen for dem, det gik ud over", "put it right for those it went wrong for"),
        (1, "ring til den ene, der stadig venter", "call the one still waiting"),
        (1038, "ring til de 1.038, der stadig venter", "call the 1,038 still waiting"),
    ],
)
def test_those_who_still_wait_are_called_and_else_it_is_put_right(waiting, da, en):
    for given in (broken(waiting=waiting), slipping(waiting=waiting)):
        assert words.next_step(given, "da").endswith(f" - og {da}.")
        assert words.next_step(given, "en").endswith(f" - and {en}.")


@pytest.mark.parametrize(
    ("not_due", "da", "en"),
    [
        (216, "216 tilfælde er ikke forfaldne endnu", "216 cases are not due yet"),
        (1, "1 tilfælde er ikke forfaldent endnu", "1 case is not due yet"),
        (0, "ingen frist er udløbet endnu", "no deadline has passed yet"),
    ],
)
def test_when_nothing_is_due_it_says_so_once(not_due, da, en):
    given = unclear(Why.NONE_DUE, count=Count(0, 0, not_due=not_due))
    assert words.answer(given, "da") == (
        f"Vi kan ikke afgøre endnu, om løftet holdes: {da}. Vent, til de første frister er udløbet."
    )
    assert words.answer(given, "en") == (
        f"We cannot tell yet whether the promise is kept: {en}. Wait until the first deadlines have passed."
    )
    assert words.what_is_not_known(given, "da") == (
        f"Vi kan ikke afgøre endnu, om løftet holdes: {da}.",
        "Om de, det loves, oplever, at det holdes, siger tallene ikke.",
    )
    assert words.what_would_tell(given, "en")[0] == "Wait until the first deadlines have passed."
    assert "fristen er udløbet" in words.how_made(given, "da")[1]
    assert words.last_closed(given, "da") == "ingen afsluttet endnu"


def test_when_no_case_has_what_is_measured_it_says_so_once():
    given = unclear(Why.NO_DEADLINE, count=Count(0, 0, no_deadline=9))
    assert words.answer(given, "da") == (
        "Vi kan ikke afgøre endnu, om løftet holdes: ingen tilfælde har det tidspunkt eller tal, som løftet måles på. "
        "Udfyld det, der mangler, i det system, data kommer fra, eller ret kilden i makegood.yaml."
    )
    assert words.answer(given, "en") == (
        "We cannot tell yet whether the promise is kept: no case has the time or number by which the promise is "
        "measured. Fill in what is missing in the system that the data come from, or mend the source in makegood.yaml."
    )
    assert len(words.what_is_not_known(given, "da")) == len(words.what_would_tell(given, "da")) == 2


def test_what_was_never_kept_is_not_asked_about_as_if_something_had_changed():
    first = (Day(date(2026, 3, 2), "", 100, 40),)
    given = slipping(now=Now(Pace.SLIPPING, date(2026, 3, 2), date(2026, 3, 9), 100, 40), weeks=first, waiting=3)
    assert words.what_would_tell(given, "da")[0] == "Spørg dem, der gør arbejdet, hvad der skal til."
    assert words.what_would_tell(given, "en")[0] == "Ask those who do the work what it would take."
    assert words.next_step(given, "da") == (
        "Spørg dem, der gør arbejdet, hvad der skal til - og ring til de 3, der stadig venter."
    )
    assert (
        words.next_step(given, "en") == "Ask those who do the work what it would take - and call the 3 still waiting."
    )


def test_a_promise_without_a_measurable_form_is_not_waited_for():
    given = with_keep(unclear(Why.NO_KEEP, objective=None, as_of=None), None)
    said = [(words.headline(given, x), words.last_closed(given, x), words.now_word(given, x)) for x in ("da", "en")]
    assert said == [
        ("kan ikke afgøres", "ikke målbart", "ingen måling"),
        ("cannot tell", "not measurable", "not measured"),
    ]


def test_the_last_closed_period_is_said_in_few_words():
    assert words.last_closed(broken(), "da") == "marts: 412 af 3.390 ikke holdt"
    assert words.last_closed(kept(), "en") == "March: 3,289 of 3,390 kept"


def test_words_are_needed_for_all_but_what_is_simply_kept():
    corrected = kept(closed=(replace(KEPT_MARCH, correction=(930, 627)),))
    apart = kept(units=units(("A", 9, 10, False, False), ("B", 1, 10, True, False)))
    assert all(words.needs_words(given) for given in (broken(), slipping(), unclear(), corrected, apart))
    assert not words.needs_words(kept(units=units(("A", 9, 10, False, False), ("B", 8, 10, None, False))))


@pytest.mark.parametrize(
    ("now", "da", "en"),
    [
        (Now(Pace.HOLDING), "Lige nu ser vi ikke tegn på, at det skrider.", "We see no sign that it is slipping now."),
        (Now(Pace.SLIPPING), "Det skrider lige nu.", "It is slipping now."),
        (Now(Pace.SLIPPING, date(2026, 3, 3)), "Det begyndte at skride 3. marts.", "It began to slip on 3 March."),
        (
            Now(Pace.TOO_LITTLE),
            "Om det skrider lige nu, er der for lidt til at sige.",
            "Whether it is slipping now, there is too little to say.",
        ),
        (
            Now(Pace.TOO_LITTLE, n_28=12, kept_28=11),
            "Om det skrider lige nu, er der for lidt til at sige: 12 tilfælde de seneste 28 dage.",
            "Whether it is slipping now, there is too little to say: 12 cases in the last 28 days.",
        ),
    ],
)
def test_now_is_said_with_its_day_and_its_count(now, da, en):
    given = kept(now=now)
    assert (words.now_sentence(given, "da"), words.now_sentence(given, "en")) == (da, en)


def test_what_counts_and_what_does_not_is_said_with_the_reasons():
    count = Count(3000, 390, 27, 12, 3, (("order_status=cancelled", 14), ("order_status=unavailable", 1)))
    assert words.excluded_sentence(broken(count=count), "da") == (
        "3.390 tilfælde er talt med. Ikke talt med: 27 ikke forfaldne, 12 uden det tidspunkt eller tal, som løftet "
        "måles på, 3 fra før løftet gjaldt, 14 hvor order_status er cancelled og 1 hvor order_status er unavailable."
    )
    assert words.excluded_sentence(broken(count=count), "en") == (
        "3,390 cases are counted. Not counted: 27 not due, 12 without the time or number that the promise needs, 3 "
        "from before the promise applied, 14 where order_status is cancelled and 1 where order_status is unavailable."
    )


def test_one_case_that_is_not_due_is_singular():
    count = Count(1, 0, not_due=1)
    assert (
        words.excluded_sentence(kept(count=count), "da") == "1 tilfælde er talt med. Ikke talt med: 1 ikke forfalden."
    )
    assert words.excluded_sentence(kept(count=count), "en") == "1 case is counted. Not counted: 1 not due."
    assert words.excluded_sentence(kept(count=Count(0, 0)), "da") == "0 tilfælde er talt med."


@pytest.mark.parametrize(
    ("rows", "da", "en"),
    [
        ((), "", ""),
        (
            (("A", 9, 10, False, False), ("B", 8, 10, None, False)),
            "Ingen af de 2 enheder skiller sig ud.",
            "None of the 2 units stands out.",
        ),
        (
            (("A", 9, 10, None, False), ("B", 8, 10, None, False)),
            "Der er for lidt til at se, om nogen enhed skiller sig ud.",
            "There is too little to see whether any unit stands out.",
        ),
        (
            (("A", 9, 10, False, False),),
            "Den ene enhed har ingen at ligne sig med.",
            "The one unit has no others to be compared with.",
        ),
        (
            tuple((f"Butik {n}", 5, 10, True, False) for n in range(5)),
            "5 af 5 enheder ligner ikke de andre: dér holdes løftet sjældnere. Spørg, hvad der er anderledes.",
            "5 of 5 units are unlike the others: the promise is kept less often there. Ask what is different.",
        ),
        (
            (("butik 10", 5, 10, True, False), ("butik 9", 6, 10, True, False)),
            "Butik 9 (6 af 10) og butik 10 (5 af 10) ligner ikke de andre: dér holdes løftet sjældnere. Spørg, "
            "hvad der er anderledes.",
            "Butik 9 (6 of 10) and butik 10 (5 of 10) are unlike the others: the promise is kept less often "
            "there. Ask what is different.",
        ),
    ],
)
def test_units_are_named_in_the_order_of_their_names(rows, da, en):
    given = kept(units=units(*rows))
    assert (words.units_sentence(given, "da"), words.units_sentence(given, "en")) == (da, en)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("da", ["9E", "als", "Butik 9", "Butik 10", "Køge", "UA", "Vejle", "Ærø", "Østerbro", "Aalborg", "Århus"]),
        ("en", ["9E", "Aalborg", "als", "Butik 9", "Butik 10", "Køge", "UA", "Vejle", "Århus", "Ærø", "Østerbro"]),
    ],
)
def test_names_stand_in_the_order_of_the_alphabet_and_numbers_by_size(language, names):
    """Danish: Æ, Ø and Å after Z, and Aa as Å (Retskrivningsordbogen, § 3)."""
    rows = units(*[(name, 9, 10, False, False) for name in sorted(names)])
    assert [unit.unit for unit in in_order(rows, language)] == names


def test_what_is_not_known_is_said_one_by_one():
    given = broken(
        now=SLIPPING,
        count=Count(10, 2, not_due=27, no_deadline=1),
        unreadable=(14, 9000),
        units=units(("A", 9, 10, None, False), ("B", 9, 10, False, False)),
    )
    assert words.what_is_not_known(given, "da") == (
        "27 er ikke forfaldne, så vi ved ikke endnu, om de holdes.",
        "1 mangler det tidspunkt eller tal, som løftet måles på.",
        "14 af 9.000 rækker kunne ikke læses.",
        "For 1 enhed er der for lidt til at se, om den ligner de andre.",
        "Hvorfor det går galt, siger tallene ikke.",
        "Om de, det loves, oplever, at det holdes, siger tallene ikke.",
    )
    assert words.what_would_tell(given, "da") == (
        "Udfyld det, der mangler, i det system, data kommer fra, eller ret kilden i makegood.yaml.",
        "Ret rækkerne eller kilden i makegood.yaml, og læs igen.",
        "Flere tilfælde fra hver af de små enheder.",
        "Spørg dem, der gør arbejdet, og se efter, hvad der blev ændret omkring 7. april.",
        "Kommentarer og svar fra dem, det loves.",
    )


def test_a_promise_that_cannot_be_told_says_what_would_tell():
    given = unclear(Why.STRADDLES, UNCLEAR_MARCH, known_by=date(2026, 8, 20))
    assert words.what_would_tell(given, "en") == (
        "It takes more cases: wait, or judge a quarter at a time (`over: quarter`).",
        "At today's volume we will know around week 34.",
        "What those it is made to write and answer.",
    )
    assert words.next_step(given, "en") == words.what_would_tell(given, "en")[0]


def test_the_running_period_is_said_with_its_count_so_far():
    running = verdict(State.CANNOT_TELL, 40, 45, period=MAY, closed_on=None)
    assert words.running_sentence(running, "da", 2026) == "Maj er ikke afsluttet: indtil nu er 40 af 45 holdt."
    assert (
        words.running_sentence(replace(running, n=0, kept=0), "en", 2026)
        == "May has not closed: there is nothing to count yet."
    )


def test_a_count_in_a_table_says_what_it_counts():
    assert words.verdict_count(BROKEN_MARCH, "da") == "412 af 3.390 ikke holdt (12 %, mellem 10 og 14)"
    assert words.verdict_count(KEPT_MARCH, "en") == "3,289 of 3,390 kept (97 %, between 96 and 98)"
    assert words.verdict_count(verdict(State.CANNOT_TELL, 0, 0, period=APRIL), "da") == "ingen tilfælde"


@pytest.mark.parametrize(
    ("says", "quoted"),
    [
        ({"da": "Vi ringer tilbage."}, 'Vi lover: "Vi ringer tilbage". '),
        ({"da": "Altid klar!"}, 'Vi lover: "Altid klar!" '),
        ({"en": "Ready on time"}, 'Vi lover: "Ready on time". '),
    ],
)
def test_a_promise_is_quoted_in_the_words_that_there_are(says, quoted):
    assert words.paragraph(replace(kept(), promise=promise(says=says)), "da").startswith(quoted + "I marts")


def test_the_rule_of_each_form_is_said_in_plain_words():
    assert (
        words.how_made(kept(), "da")[0]
        == "Et tilfælde er holdt, når der højst går 2 hverdage, fra det begynder, til det er gjort."
    )
    assert words.how_made(with_keep(kept(), BY), "en")[0] == (
        "A case is kept when it is done no later than the time promised for that very case."
    )
    assert words.how_made(with_keep(kept(), AMOUNT), "da")[0] == (
        "Et tilfælde er holdt, når `waited_seconds` er højst 180. Mangler tallet, regnes det for brudt."
    )
    assert words.how_made(with_keep(kept(), None), "da") == ("Der er ikke regnet noget: løftet har ingen `keep:`.",)


def test_how_it_was_made_says_what_was_set():
    keep = Keep(event="orders", of=0.95, by="due_at", settle=1, alarm_every=730)
    closed = (verdict(State.KEPT, 3289, 3390, 0.958, 0.979, n_eff=1200.4, period=QUARTER),)
    said = " ".join(words.how_made(with_keep(kept(closed=closed), keep), "da"))
    assert "Et kvartal vurderes én gang, 1 dag efter den sidste frist" in said
    assert "højst én falsk alarm for hver 730 dage" in said
    assert "3.390 siger her så meget som omkring 1.200 helt uafhængige" in said
    assert "at most one false alarm a year" in " ".join(words.how_made(kept(), "en"))


def test_the_particulars_are_enough_to_make_the_number_again():
    assert words.particulars(kept(), "en") == (
        ("Version of the promise", promise().version),
        ("Method", "wilson on n_eff"),
        ("Cases that count (n)", "3,390"),
        ("Say as much as (n_eff)", "3,390"),
        ("Days or units (clusters)", "31"),
        ("First and last day", "1 March 2026 to 31 March 2026"),
    )
    assert words.particulars(unclear(Why.NO_DATA), "da") == (("Løftets version", promise().version),)
