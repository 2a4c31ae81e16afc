"""Sentences to vectors: the model in this process, or an endpoint; vectors already made are kept."""
