#include "scenarios/study/read/read_study.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "scenarios/study/files/read_imported_profiles.h"
#include "scenarios/study/read/check_study.h"
#include "scenarios/study/read/study_sections.h"
#include "sim/base/regular_file.h"

namespace tiersim {

std::shared_ptr<const ImportedProfiles> read_imports(const Document& document,
                                                     ReadContext& context) {
  const Value file = Value::root_of(document, context)["profiles"];
  if (!file.given()) return nullptr;
  if (context.files.profiles) return context.files.profiles;
  const std::filesystem::path path = file.folder() / file.text();
  if (const std::string problem = why_not_a_file(path); !problem.empty())
    file.fail(fmt::format("{}: {}", printable(path.string()), problem));
  return std::make_shared<const ImportedProfiles>(
      read_imported_profiles(path, path.lexically_proximate(std::filesystem::current_path())));
}

Study read_study(const Document& document, ReadContext& context,
                 std::shared_ptr<const ImportedProfiles> imported) {
  Study study = read_fixed(document, context, std::move(imported));
  const Value root = Value::root_of(document, context);
  for (const StudySection& section : study_sections()) section.read(root, study);
  check_study(root, study);
  return study;
}

}  // namespace tiersim
