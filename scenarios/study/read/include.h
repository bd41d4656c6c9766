#pragma once

#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Reads the files that the key `include` of `document` names (one file or a list), and the files
/// that they include. The tiers, links, models, network, relay and request in these files become
/// defaults of the document. A tier, link or model of the document replaces the default of the same
/// name as a whole. If the document has the key network, relay or request, it replaces the default
/// of this key as a whole. Later files in a list replace defaults of earlier ones. A file replaces
/// defaults of the files that it includes. Throws StudyError, which names the file with the
/// mistake.
void read_includes(Document& document);

}  // namespace tiersim
