// The header's search has the papers itself.
