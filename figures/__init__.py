"""Results become pictures and words here: pure functions, no database, no Streamlit."""
