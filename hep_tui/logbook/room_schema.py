"""The SQL views of the room display."""

# Built on `entry` alone, so that the gate below can tell a read through them from any other.
_STANDS = "NOT EXISTS (SELECT 1 FROM entry x WHERE x.replaces = e.id)"
_STATE = """FROM entry s WHERE s.kind = 'state' AND s.subject = e.subject || '.state'
            AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.replaces = s.id)"""
VIEWS = (
    f"""CREATE VIEW room_poll AS SELECT e.subject AS id, e.n AS n, e.body AS body, (
          SELECT json_extract(s.body, '$.state') {_STATE} ORDER BY s.n DESC, s.writer DESC LIMIT 1) AS state, (
          SELECT max(s.n) {_STATE}) AS moved, (
          SELECT count(*) FROM entry b WHERE b.kind = 'ballot' AND json_extract(b.body, '$.poll') = e.subject
            AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.replaces = b.id)) AS ballots_in
        FROM entry e WHERE e.kind = 'poll' AND {_STANDS}""",
    f"""CREATE VIEW room_declared AS SELECT json_extract(e.body, '$.poll') AS poll, e.n AS n, e.body AS body
        FROM entry e WHERE e.kind = 'declare' AND {_STANDS}""",
    f"""CREATE VIEW room_step AS SELECT e.n AS n, json_extract(e.body, '$.item') AS item,
          json_extract(e.body, '$.meeting') AS meeting FROM entry e WHERE e.kind = 'step' AND {_STANDS}""",
    """CREATE VIEW room_present AS SELECT json_extract(e.body, '$.meeting') AS meeting, count(*) AS present
        FROM entry e WHERE e.kind = 'attendance' AND coalesce(json_extract(e.body, '$.state'), 'here') = 'here'
          AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.replaces = e.id) GROUP BY 1""",
)

NAMES = ("room_poll", "room_declared", "room_step", "room_present")
