"""Speed, memory and cost, beside the peers, each with one command; not shipped."""
