"""A picture shows the alternatives that come closest to the fastest."""


from tiersim_results.selection.closest_to_fastest import closest_to_fastest


def test_a_picture_has_no_more_than_can_be_read(planted):
    """Of eight alternatives the three shown are those that win somewhere, or nearly."""
    kept = closest_to_fastest(planted.usable, 3)
    photo = kept[kept.subject == "photo_net"]
    names = set(photo.operator + " on " + photo.deployment)
    assert len(names) == 3 and {"sptq on edge", "sptq on cloud"} <= names
    assert len(photo) == 3 * 6
