"""What a build does: the heads are trained, their weights and every threshold are fitted. Nothing here runs on a request."""
