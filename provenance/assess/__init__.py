"""From figures to statuses: editorial defeat, support and challenge, the status and what would change it.

Pure functions of a dossier, a policy and a date. Editorial acts are argued as Dung (1995) argues, grounded; what two
parties say against each other is never an attack.
"""
