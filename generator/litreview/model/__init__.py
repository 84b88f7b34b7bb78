"""What a paper is: records, taxonomy, review, corpus and what is wrong with them. Knows no sources and no pages."""
