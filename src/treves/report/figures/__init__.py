"""The page's figures, one file each: picture, table, sources and data from the findings."""
