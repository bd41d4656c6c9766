#pragma once

#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Follows `include: FILE.yaml`, or a list of files. The tiers, links, models, network, relay and
/// request of these files, and of files that they include, become the document's defaults. An entry
/// of the document replaces a default as a whole: a tier, link or model by its name, the others by
/// their key. In a list, later files win. A file wins over the files that it includes. Throws
/// StudyError with the file in which the mistake is.
void read_includes(Document& document);

}  // namespace tiersim
