"""What libraries do, as data: where strangers' words come from, where they do harm, what makes them harmless."""
