"""Two observers side by side, as JSON objects (`schemas/compare-observers.schema.json`)."""

from provenance.model import PostSeen, Sighting
from provenance.report.values_json import capture_json, difference_json


def post_seen_json(post: PostSeen) -> dict[str, object]:
    """Return one post that both archives hold, with every pair that was compared."""
    return {
        "site": post.key.site,
        "id": post.key.post_id,
        "title": post.title,
        "same": post.is_same if post.sightings else None,
        "pairs": [_sighting(sighting) for sighting in post.sightings],
        "alone": {"first": post.alone[0], "second": post.alone[1]},
    }


def _sighting(sighting: Sighting) -> dict[str, object]:
    difference = sighting.difference
    return {
        "likeness": sighting.likeness.value,
        "apart_s": int(sighting.apart.total_seconds()),
        "first": capture_json(sighting.first),
        "second": capture_json(sighting.second),
        "difference": None if difference is None else difference_json(difference),
    }
