"""An example to begin with in each language: the mean rank of the options by phase, from the tables of an export."""

FILES = {
    "open_in/ranks_by_phase.R": """\
# In the folder of the export: Rscript open_in/ranks_by_phase.R
source("open_in/r.R")
papers <- hep$ballots[hep$ballots$counted, c("id", "phase_label")]
ranks <- merge(hep$marks[!is.na(hep$marks$place), ], papers, by.x = "ballot", by.y = "id")
ranks$phase_label[is.na(ranks$phase_label)] <- ""  # not said, or hidden: phase_shown says which
by <- ranks[c("poll", "option_label", "phase_label")]
found <- aggregate(data.frame(papers = ranks$place), by, length)
found$ranked <- aggregate(data.frame(ranked = !is.na(ranks$rank)), by, sum)$ranked
found$mean_rank <- aggregate(data.frame(mean_rank = ranks$place), by, mean)$mean_rank
found <- found[found$papers >= 3, ]  # what fewer than three papers say would be somebody's
write.csv(found, "ranks_by_phase.csv", row.names = FALSE)
""",
    "open_in/ranks_by_phase.py": '''\
"""In the folder of the export: python open_in/ranks_by_phase.py"""

from pandas_tables import read

tables = read(".")
ballots, marks = tables["ballots"], tables["marks"]
papers = ballots[ballots["counted"]][["id", "phase_label"]].rename(columns={"id": "ballot"})
ranks = marks[marks["place"].notna()].merge(papers, on="ballot", validate="m:1")
ranks["phase_label"] = ranks["phase_label"].fillna("")  # not said, or hidden: phase_shown says which
groups = ranks.groupby(["poll", "option_label", "phase_label"])
found = groups.agg(papers=("place", "size"), ranked=("rank", "count"), mean_rank=("place", "mean"))
found = found[found["papers"] >= 3]  # what fewer than three papers say would be somebody's
found.to_csv("ranks_by_phase.csv")
''',
    "open_in/ranks_by_phase.sql": """\
-- In the folder of the export, after open_in/duckdb.sql: duckdb review.duckdb < open_in/ranks_by_phase.sql
COPY (
  SELECT m.poll, m.option_label, b.phase_label,
         count(*) AS papers, count(m.rank) AS ranked, avg(m.place) AS mean_rank
  FROM marks AS m JOIN ballots AS b ON b.id = m.ballot
  WHERE b.counted AND m.place IS NOT NULL
  GROUP BY ALL
  HAVING count(*) >= 3  -- what fewer than three papers say would be somebody's
  ORDER BY ALL
) TO 'ranks_by_phase.csv' (HEADER);
""",
    "open_in/ranks_by_phase.sps": """\
* In the folder of the export, after open_in/spss.sps, which makes a .sav file of each table.
GET FILE='ballots.sav'.
SELECT IF counted = 'true'.
RENAME VARIABLES (id = ballot).
SORT CASES BY ballot.
SAVE OUTFILE='papers.sav' /KEEP ballot phase_label.
GET FILE='marks.sav' /KEEP ballot poll option_label rank place.
SORT CASES BY ballot.
MATCH FILES /FILE=* /TABLE='papers.sav' /IN=counted /BY ballot.
SELECT IF counted = 1 AND NOT MISSING(place).
COMPUTE marked = NOT MISSING(rank).
AGGREGATE OUTFILE=* /BREAK=poll option_label phase_label /papers=N(place) /ranked=SUM(marked) /mean_rank=MEAN(place).
* What fewer than three papers say would be somebody's.
SELECT IF papers >= 3.
SAVE TRANSLATE /OUTFILE='ranks_by_phase.csv' /TYPE=CSV /FIELDNAMES /REPLACE.
""",
}
"""Scripts by their place in the bundle; each writes `ranks_by_phase.csv`, the same rows, none of one or two papers."""
