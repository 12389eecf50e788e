"""What survey tools call the columns that they add by themselves, by what these hold."""

TOOL_HEADINGS = {
    "response": "id; response id; respondent id; respondentid; userid; responseid; unique response number",
    "time": "start time; completion time; last modified time; timestamp; start date; end date; startdate; "
    "enddate; date created; date modified; started; ended; submitdate; datestamp; date submitted; date started; "
    "date last action; recordeddate; completiondate; duration (in seconds); time taken",
    "private": "email; email address; e-mail address; name; ip address; ipaddress; ip; first name; last name; "
    "recipientlastname; recipientfirstname; recipientemail; locationlatitude; locationlongitude; username",
    "status": "status; response status; distributionchannel",
    "finished": "finished; completed; progress",
    "drop": "lastpage; last page; grade posted time; "
    "collector id; custom data 1; start language; startlanguage; seed; refurl; referrer url; userno; "
    "unique id; user language; userlanguage; language; externalreference; tracking link; total points; quiz feedback; "
    "session",
}
OF_TOOLS = frozenset(name for names in TOOL_HEADINGS.values() for name in names.split("; "))
"""Every such heading, in lower case."""
ONLY_OF_TOOLS = OF_TOOLS - frozenset(
    ["name", "status", "language", "progress", "finished", "completed", "seed", "started", "ended"]
)
"""Those that nobody would call an option of a vote."""
