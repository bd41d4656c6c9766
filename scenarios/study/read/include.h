#pragma once

#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Reads the files that the key `include` of `document` names (one file or a list), and the files
/// that they include. The tiers, links, models, network, relay and request of these files become
/// defaults of the document. A setting of the document replaces a default as a whole: a tier, link
/// or model that has the same name; network, relay or request if the document has that key. Later
/// files in a list replace defaults of earlier ones. A file replaces defaults of the files that it
/// includes. Throws StudyError, which names the file with the mistake.
void read_includes(Document& document);

}  // namespace tiersim
