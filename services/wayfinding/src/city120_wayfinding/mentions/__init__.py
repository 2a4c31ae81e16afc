"""Places in words: the names and addresses of a text, by spelling and by sound, what each does in the sentence, and what it may stand for."""
