#include "scenarios/study/tables/study_link.h"

namespace tiersim {

Key<StudyLink> kind_key(const LinkKind& kind) {
  const std::string name(kind.name());
  const bool is_default = &kind == StudyLink{}.kind;
  Key<StudyLink> made;
  made.description.name = "kind";
  made.description.meaning = kind.meaning();
  made.description.examples = {name};
  made.description.schema = {{"const", name}};
  made.description.values = words_for_names({name});
  if (is_default)
    made.description.default_value = name;
  else
    made.description.missing = "is missing (add kind: " + name + ")";
  made.read = [](const Value&, StudyLink&) {};  // the value has chosen the table of keys
  made.print = [name](const StudyLink&, YAML::Emitter& out) { out << name; };
  made.is_printed = [is_default](const StudyLink&) { return !is_default; };
  return made;
}

}  // namespace tiersim
