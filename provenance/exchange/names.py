"""The names of the formats, by which nothing is imported, and the module of each."""

FORMATS = {"xlsx": "xlsx", "csv": "csv_tables"}
#: What files end with that are read as a format.
ENDINGS = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
    ".ods": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
}
