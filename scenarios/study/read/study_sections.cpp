#include "scenarios/study/read/study_sections.h"

#include "scenarios/study/tables/study_keys.h"

namespace tiersim {
namespace {

StudySection section_of(const StudyKey& key) {
  const auto read = [&key](const Value& root, Study& study) { read_study_key(key, root, study); };
  return {key.name(), read, key.key.copy};
}

/// The map itself. Its entries are sections of their own.
StudySection section_of_map(const StudyKey& key) {
  StudySection section = section_of(key);
  section.path.clear();
  section.copy = [](const Study&, Study&) {};
  return section;
}

StudySection section_of(const StudyKey& key, const StudyEntry& entry) {
  const auto read = [&key, &entry](const Value& root, Study& study) {
    entry.read(root[key.name()], study);
  };
  return {key.name() + "." + entry.name, read, entry.copy};
}

}  // namespace

Study read_fixed(const Document& document, ReadContext& context,
                 std::shared_ptr<const ImportedProfiles> imported) {
  const Value root = Value::root_of(document, context);
  root.check_keys(names_of(study_keys()));
  Study study;
  study.imported = std::move(imported);
  for (const StudyKey& key : study_keys())
    if (!key.is_swept) read_study_key(key, root, study);
  return study;
}

const std::vector<StudySection>& study_sections() {
  static const std::vector<StudySection> sections = [] {
    std::vector<StudySection> all;
    for (const StudyKey& key : study_keys()) {
      if (!key.is_swept) continue;
      all.push_back(key.entries.empty() ? section_of(key) : section_of_map(key));
      for (const StudyEntry& entry : key.entries) all.push_back(section_of(key, entry));
    }
    return all;
  }();
  return sections;
}

}  // namespace tiersim
