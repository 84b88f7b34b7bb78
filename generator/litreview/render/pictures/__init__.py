"""Pictures of the corpus: what is counted, how it is drawn, and what of a drawing a page may hold."""
