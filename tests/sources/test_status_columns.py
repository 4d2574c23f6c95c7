"""Which columns hold a status is told by their names."""

from makegood.sources.status_columns import is_status


def test_names_of_statuses_are_known_in_six_languages() -> None:
    names = (
        "status order_status scanEvent Hændelse hendelse händelse Sendungsstatus Ereignis situação evento event_type"
    )
    assert [name for name in names.split() if not is_status(name)] == []


def test_names_of_other_things_are_not() -> None:
    names = "id state type event_id eventTime status_date scan_location hændelse_tid status_dato weight delivered"
    assert [name for name in names.split() if is_status(name)] == []
