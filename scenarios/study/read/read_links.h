#pragma once

#include "scenarios/study/study.h"
#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// The names that `links` may have.
const std::vector<std::string>& known_links();

/// Reads the link of this name among `links` into Study::links, where it is given. Throws
/// StudyError, and UserError for what is wrong in a file that it names.
void read_link(const Value& links, const std::string& name, Study& study);

/// Reads `network`. Throws StudyError.
NetworkSettings read_network(const Value& value);

}  // namespace tiersim
