"""Group meetings: how many people sit together."""
