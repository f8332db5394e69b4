"""What each file of a case may hold: pydantic models, one file each, and the values they become."""
