"""FaqAdminService: editing over gRPC, by the single editor; who may; and in every other process that it is elsewhere."""
