//! Opening hours: as people write them, as OSM writes them, and what they say.
