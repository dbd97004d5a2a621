"""The words of the funder summary: each verdict is worked out from the release's own intervals."""
