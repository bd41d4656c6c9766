#include "scenarios/study/tables/link_kinds.h"

namespace tiersim {

Key<StudyLink> kind_key(const std::string& name, const std::string& meaning) {
  const bool is_default = name == default_link_kind().name();
  Key<StudyLink> made;
  made.description.name = "kind";
  made.description.meaning = meaning;
  made.description.examples = {name};
  made.description.schema = {{"const", name}};
  made.description.values = words_for_names({name});
  if (is_default) made.description.default_value = name;
  made.read = [](const Value&, StudyLink&) {};  // the value has chosen the table of keys
  made.print = [name](const StudyLink&, YAML::Emitter& out) { out << name; };
  made.is_printed = [is_default](const StudyLink&) { return !is_default; };
  return made;
}

}  // namespace tiersim
