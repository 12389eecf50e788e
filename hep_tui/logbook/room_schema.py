"""The SQL views of the room display. Each is empty unless the room may see what it would hold."""

# Built on `entry` alone, so that the gate can tell a read through them from any other.
_STANDS = "NOT EXISTS (SELECT 1 FROM entry x WHERE x.replaces = {0}.id)"
_IN = f"""(SELECT count(*) FROM entry b WHERE b.kind = 'ballot' AND json_extract(b.body, '$.poll') = e.subject
             AND {_STANDS.format("b")}) + (SELECT count(*) FROM secret k WHERE k.poll = e.subject)"""
VIEWS = (
    # The poll that moved last, wherever the agenda is.
    f"""CREATE VIEW room_last AS SELECT e.subject AS id, e.n AS n, e.body AS body,
          json_extract(s.body, '$.state') AS state, s.n AS moved, s.at AS moved_at,
          coalesce(json_extract(s.body, '$.minutes'), 0) AS minutes, {_IN} AS ballots_in
        FROM entry e JOIN entry s ON s.kind = 'state' AND s.subject = e.subject || '.state'
        WHERE e.kind = 'poll' AND {_STANDS.format("e")} AND {_STANDS.format("s")}
          AND json_extract(s.body, '$.state') <> 'draft'
        ORDER BY s.n DESC, s.writer DESC LIMIT 1""",
    f"""CREATE VIEW room_step AS SELECT e.n AS n, json_extract(e.body, '$.item') AS item
        FROM entry e WHERE e.kind = 'step' AND {_STANDS.format("e")} ORDER BY e.n DESC LIMIT 1""",
    # Nothing once the agenda has moved on to another item.
    """CREATE VIEW room_poll AS SELECT * FROM room_last l WHERE NOT EXISTS (
         SELECT 1 FROM room_step s WHERE s.n > l.moved AND s.item IS NOT json_extract(l.body, '$.item'))""",
    f"""CREATE VIEW room_declared AS SELECT p.id AS poll, e.n AS n, json_remove(e.body, '$.entries') AS body
        FROM room_poll p JOIN entry e ON e.subject = p.id || '.declared'
        WHERE p.state = 'declared' AND e.kind = 'declare' AND {_STANDS.format("e")} ORDER BY e.n DESC LIMIT 1""",
    f"""CREATE VIEW room_present AS SELECT count(*) AS present FROM room_poll p JOIN entry e
          ON e.kind = 'attendance' AND json_extract(e.body, '$.meeting') = json_extract(p.body, '$.meeting')
        WHERE coalesce(json_extract(e.body, '$.state'), 'here') = 'here' AND {_STANDS.format("e")}""",
    f"""CREATE VIEW room_phase AS SELECT json_extract(p.value, '$.id') AS id,
          coalesce(json_extract(p.value, '$.short'), json_extract(p.value, '$.label')) AS label
        FROM entry e, json_each(e.body, '$.pack.phases') p WHERE e.kind = 'review' AND {_STANDS.format("e")}""",
)

NAMES = ("room_last", "room_step", "room_poll", "room_declared", "room_present", "room_phase")
# What the views themselves may look at: of a secret ballot no more than which poll it is of.
READABLE = {
    "entry": {"id", "n", "writer", "at", "kind", "subject", "replaces", "body"},
    "secret": {"poll", ""},
    "json_each": {"json", "root", "value", "key", "type", ""},
}
