#pragma once

#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Follows `include: FILE.yaml`, or a list of such: what these files, and those that they include,
/// say of tiers, links, models, network, relay and request becomes the document's defaults. Its own
/// entries win, whole: each tier, link and model by its name, the others by their key. Of files in
/// a list later ones win, and a file over those that it includes. Throws StudyError, naming the
/// file in which the mistake is.
void read_includes(Document& document);

}  // namespace tiersim
