"""The SQL views of the room display. Each is empty unless the room may see what it would hold."""

from hep_tui.domain.ballots import NOT_CAST

# Built on `entry` alone, so that the gate can tell a read through them from any other.
_STANDS = (
    "{0}.id NOT IN (SELECT id FROM inert) AND NOT EXISTS (SELECT 1 FROM entry x "
    "WHERE x.replaces = {0}.id AND x.id NOT IN (SELECT id FROM inert))"
)
# As domain/turnout.py counts: a number keyed twice counts once, and papers that were not cast do not count.
_IN = f"""(SELECT count(DISTINCT coalesce(nullif(json_extract(b.body, '$.number'), 0), b.id)) FROM entry b
             WHERE b.kind = 'ballot' AND json_extract(b.body, '$.poll') = e.subject AND {_STANDS.format("b")}
               AND coalesce(json_extract(b.body, '$.status'), 'valid') NOT IN ({", ".join(f"'{s}'" for s in NOT_CAST)})
               AND (coalesce(json_extract(b.body, '$.unit'), 'person') = 'table')
                 = (coalesce(json_extract(e.body, '$.unit'), 'person') = 'table'))
             + (SELECT count(*) FROM secret k WHERE k.poll = e.subject)"""
_SERIES = "nullif(json_extract({0}.body, '$.series'), '') = json_extract(p.body, '$.series')"
_DECLARED = f"""(SELECT min(json_extract(s.body, '$.state') = 'declared') FROM entry s
               WHERE s.kind = 'state' AND s.subject = {{0}}.subject || '.state' AND {_STANDS.format("s")})"""
# Closing a poll says nothing to the room, so that it takes no other poll's result off its screen.
_MOVED = """coalesce((SELECT max(v.n) FROM entry v WHERE v.kind = 'state' AND v.subject = s.subject
               AND v.id NOT IN (SELECT id FROM inert)
               AND (json_extract(v.body, '$.state') NOT IN ('closed', 'checked')
                 OR coalesce(json_extract(v.body, '$.reason'), '') <> '')), 0)"""
_FIRST = "(SELECT min(f.n) FROM entry f WHERE f.subject = q.subject AND f.kind = 'poll')"
VIEWS = (
    # The poll that was opened, declared, or closed or withdrawn with a reason last, wherever the agenda is.
    f"""CREATE VIEW room_last AS SELECT e.subject AS id, e.n AS n, e.body AS body,
          json_extract(s.body, '$.state') AS state, {_MOVED} AS moved, s.at AS moved_at,
          coalesce(json_extract(s.body, '$.minutes'), 0) AS minutes,
          coalesce(json_extract(s.body, '$.present'), 0) AS present, {_IN} AS ballots_in,
          coalesce(json_extract(s.body, '$.reason'), '') AS reason,
          EXISTS (SELECT 1 FROM entry d WHERE d.kind = 'declare' AND d.subject = e.subject || '.declared'
            AND {_STANDS.format("d")}) AS declared_before
        FROM entry e JOIN entry s ON s.kind = 'state' AND s.subject = e.subject || '.state'
        WHERE e.kind = 'poll' AND {_STANDS.format("e")} AND {_STANDS.format("s")}
          AND json_extract(s.body, '$.state') <> 'draft'
        ORDER BY moved DESC, s.writer DESC LIMIT 1""",
    f"""CREATE VIEW room_step AS SELECT e.n AS n, json_extract(e.body, '$.item') AS item
        FROM entry e WHERE e.kind = 'step' AND {_STANDS.format("e")} ORDER BY e.n DESC LIMIT 1""",
    # Nothing once the agenda has moved on to another item.
    """CREATE VIEW room_poll AS SELECT * FROM room_last l WHERE NOT EXISTS (
         SELECT 1 FROM room_step s WHERE s.n > l.moved AND s.item IS NOT json_extract(l.body, '$.item'))""",
    # Every poll of its series with what was declared of it and, after a correction, before; none while one is held.
    f"""CREATE VIEW room_declared AS SELECT q.subject AS poll, q.body AS asked,
          json_remove(e.body, '$.entries') AS body,
          (SELECT json_extract(b.body, '$.sentence') FROM entry b WHERE b.id = e.replaces AND b.kind = 'declare')
            AS before, max(e.n) AS n, {_FIRST} AS first
        FROM room_poll p JOIN entry q ON q.kind = 'poll' AND (q.subject = p.id OR {_SERIES.format("q")})
          JOIN entry e ON e.subject = q.subject || '.declared' AND e.kind = 'declare'
        WHERE p.state = 'declared' AND {_STANDS.format("q")} AND {_STANDS.format("e")} AND NOT EXISTS (
          SELECT 1 FROM entry o WHERE o.kind = 'poll' AND o.subject <> p.id AND {_SERIES.format("o")}
            AND {_STANDS.format("o")} AND {_DECLARED.format("o")} IS NOT 1)
        GROUP BY q.subject ORDER BY first, q.subject""",
    # Of how many ballots may come, and of what: who may vote, where it is known; else the tables, or those present.
    f"""CREATE VIEW room_electorate AS
        SELECT json_extract(p.body, '$.eligible') AS number, 'eligible' AS base FROM room_poll p
          WHERE json_extract(p.body, '$.eligible') > 0
        UNION ALL SELECT json_extract(m.body, '$.tables'), 'tables' FROM room_poll p JOIN entry m
          ON m.kind = 'meeting' AND m.subject = json_extract(p.body, '$.meeting')
          WHERE json_extract(p.body, '$.unit') = 'table' AND json_extract(m.body, '$.tables') > 0
            AND {_STANDS.format("m")}
        UNION ALL SELECT CASE WHEN p.present > 0 THEN p.present ELSE (
            SELECT count(*) FROM entry e WHERE e.kind = 'attendance'
              AND json_extract(e.body, '$.meeting') = json_extract(p.body, '$.meeting')
              AND coalesce(json_extract(e.body, '$.state'), 'here') = 'here' AND {_STANDS.format("e")})
          END, 'present' FROM room_poll p LIMIT 1""",
    f"""CREATE VIEW room_phase AS SELECT json_extract(p.value, '$.id') AS id,
          coalesce(json_extract(p.value, '$.short'), json_extract(p.value, '$.label')) AS label
        FROM entry e, json_each(e.body, '$.pack.phases') p WHERE e.kind = 'review' AND {_STANDS.format("e")}""",
    f"""CREATE VIEW room_words AS SELECT json_extract(e.body, '$.pack.words') AS words,
          json_extract(e.body, '$.pack.lang') AS lang, json_extract(e.body, '$.pack.dir') AS dir
        FROM entry e WHERE e.kind = 'review' AND {_STANDS.format("e")}""",
)

CHOSEN = (
    # Every current result, for whoever wants to show an earlier one again; of a series none before all of it.
    f"""CREATE VIEW room_every AS SELECT p.subject AS poll, p.body AS asked,
          json_remove(e.body, '$.entries') AS body,
          (SELECT json_extract(b.body, '$.sentence') FROM entry b WHERE b.id = e.replaces AND b.kind = 'declare')
            AS before, max(e.n) AS n
        FROM entry p JOIN entry e ON e.subject = p.subject || '.declared' AND e.kind = 'declare'
        WHERE p.kind = 'poll' AND {_STANDS.format("p")} AND {_STANDS.format("e")} AND {_DECLARED.format("p")} IS 1
          AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.kind = 'poll' AND {_SERIES.format("o")}
            AND {_STANDS.format("o")} AND {_DECLARED.format("o")} IS NOT 1)
        GROUP BY p.subject ORDER BY n""",
    # The review, the meeting that moved last, and how many are here.
    f"""CREATE VIEW room_here AS SELECT json_extract(r.body, '$.title') AS review,
          json_extract(m.body, '$.title') AS title,
          (SELECT count(*) FROM entry a WHERE a.kind = 'attendance'
             AND json_extract(a.body, '$.meeting') = m.subject
             AND coalesce(json_extract(a.body, '$.state'), 'here') = 'here' AND {_STANDS.format("a")}) AS here
        FROM entry r LEFT JOIN entry m ON m.kind = 'meeting' AND {_STANDS.format("m")} AND m.subject = (
          SELECT json_extract(t.body, '$.meeting') FROM entry t WHERE t.kind IN ('step', 'attendance')
            AND {_STANDS.format("t")} ORDER BY t.n DESC LIMIT 1)
        WHERE r.kind = 'review' AND {_STANDS.format("r")} LIMIT 1""",
)
"""What the organiser may choose besides. These are in no file."""

NAMES = (
    "room_last", "room_step", "room_poll", "room_declared", "room_electorate", "room_phase", "room_words",
    "room_every", "room_here",
)  # fmt: skip
# What the views themselves may look at: of a secret ballot no more than which poll it is of.
READABLE = {
    "entry": {"id", "n", "writer", "at", "kind", "subject", "replaces", "body"},
    "inert": {"id", ""},
    "secret": {"poll", ""},
    "json_each": {"json", "root", "value", "key", "type", ""},
}
