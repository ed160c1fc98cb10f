-- What one asks of a corpus. Each view stands on `claims` and `findings`, the rows of an audit's Parquet files.

-- statuses: how claims stand
CREATE VIEW statuses AS
SELECT status, count(*) AS claims, sum(reports) AS reports, count(DISTINCT (file, dossier)) AS dossiers
FROM claims GROUP BY status ORDER BY claims DESC, status;

-- by_month: how claims stand, by the month in which they were first reported
CREATE VIEW by_month AS
SELECT left(first_reported, 7) AS month, status, count(*) AS claims
FROM claims WHERE first_reported IS NOT NULL GROUP BY month, status ORDER BY month, status;

-- single_voices: claims that many repeat and only one voice ever made
CREATE VIEW single_voices AS
SELECT dossier, claim, text, reports, hangs_on, len(outlets) AS outlets, status
FROM claims WHERE origins_most = 1
  -- What one paper tells twice, nobody repeats.
  AND len(list_distinct([string_split(way, ' → ')[-1] for way in ways])) > 1
ORDER BY reports DESC, dossier, claim;

-- hanging_on: on whom how many claims hang
CREATE VIEW hanging_on AS
SELECT source, count(*) AS claims, sum(reports) AS reports, count(DISTINCT (file, dossier)) AS dossiers
FROM (SELECT unnest(hangs_on) AS source, reports, file, dossier FROM claims) GROUP BY source ORDER BY claims DESC, source;

-- sources: who is how often an origin, and how what he said stands
CREATE VIEW sources AS
SELECT source, count(*) AS claims, count(*) FILTER (status = 'confirmed') AS confirmed,
       count(*) FILTER (status IN ('refuted', 'retracted', 'superseded', 'corrected')) AS fallen,
       round(100.0 * count(*) FILTER (status = 'confirmed') / count(*), 1) AS confirmed_percent
FROM (SELECT unnest(named_origins) AS source, status FROM claims) GROUP BY source ORDER BY claims DESC, source;

-- outlets: what each outlet prints, and how it stands
CREATE VIEW outlets AS
SELECT outlet, count(*) AS claims, count(*) FILTER (status = 'confirmed') AS confirmed,
       count(*) FILTER (status IN ('unconfirmed', 'unsourced', 'not_asserted')) AS unconfirmed,
       count(*) FILTER (status IN ('refuted', 'retracted', 'superseded', 'corrected')) AS fallen
FROM (SELECT unnest(outlets) AS outlet, status FROM claims) GROUP BY outlet ORDER BY claims DESC, outlet;

-- In `ways` an arrow that is part of a name is written `\→`.
-- relays: who repeats whom, and in how many claims: one wire that many read is one
CREATE VIEW relays AS
SELECT said AS source, repeated AS relay, count(DISTINCT (file, dossier, claim)) AS claims, count(DISTINCT (file, dossier)) AS dossiers
FROM (
    SELECT file, dossier, claim, replace(hops[n], '\→', '→') AS said, replace(hops[n + 1], '\→', '→') AS repeated
    FROM (SELECT file, dossier, claim, string_split(unnest(ways), ' → ') AS hops FROM claims), unnest(range(1, len(hops))) AS steps(n)
)
WHERE said <> repeated GROUP BY said, repeated ORDER BY claims DESC, source, relay;

-- corrections_travelling: what still prints what was corrected, replaced or withdrawn
CREATE VIEW corrections_travelling AS
SELECT dossier, claim, rule, publisher, document, words, message, file
FROM findings
WHERE rule IN ('superseded-version-used', 'retracted-source-used', 'correction-not-propagated', 'falsified-claim-stated', 'recycled-falsehood')
ORDER BY dossier, claim, rule;

-- withdrawn_printed: values that were withdrawn, and how many still print them
CREATE VIEW withdrawn_printed AS
SELECT dossier, claim, any_value(words) AS words, count(DISTINCT publisher) AS outlets, list(DISTINCT publisher) AS who, file
FROM corrections_travelling GROUP BY file, dossier, claim ORDER BY outlets DESC, dossier, claim;

-- contested: claims that somebody denies
CREATE VIEW contested AS
SELECT dossier, claim, text, status, reports, denied_by FROM claims WHERE len(denied_by) > 0 ORDER BY reports DESC, dossier, claim;

-- rules: what is found how often
CREATE VIEW rules AS
SELECT rule, severity, count(*) AS findings, count(DISTINCT (file, dossier)) AS dossiers
FROM findings GROUP BY rule, severity ORDER BY findings DESC, rule;

-- verdicts: the status that somebody declared beside the one that is computed
CREATE VIEW verdicts AS
SELECT declared, status AS computed, count(*) AS claims, round(avg(reports), 1) AS reports, round(avg(origins_most), 1) AS origins
FROM claims WHERE declared IS NOT NULL GROUP BY declared, status ORDER BY claims DESC, declared, computed;

-- disagreements: claims of which the declared and the computed status differ, and why
CREATE VIEW disagreements AS
SELECT dossier, text, declared, status AS computed, reports, origins_most AS origins,
       CASE WHEN len(named_origins) = 0 AND reports > 0 THEN 'no origin is named: outlets speak in their own name'
            WHEN origins_most = 1 THEN 'one origin alone'
            WHEN len(denied_by) > 0 THEN 'somebody denies it'
            WHEN reports = 0 THEN 'nobody affirms it'
            ELSE 'several origins' END AS because
FROM claims WHERE declared IS NOT NULL AND declared <> status ORDER BY reports DESC, dossier;
