"""The tables, the engine, the dialect constructs, the migrations and the demo clinic."""
