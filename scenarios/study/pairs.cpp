#include "scenarios/study/pairs.h"

#include <algorithm>

#include "models/catalog/catalog.h"
#include "models/catalog/composition.h"
#include "sim/error.h"

namespace tiersim {
namespace {

bool is_composition(const std::string& text) {
  try {
    parse_composition(text);
    return true;
  } catch (const UserError&) {
    return false;
  }
}

bool can_be_prepared(const Study& study, const std::string& subject,
                     const std::string& composition) {
  const std::vector<std::string> known = names_of(known_subjects());
  return is_composition(composition) &&
         (study.models.count(subject) > 0 ||
          std::find(known.begin(), known.end(), subject) != known.end());
}

}  // namespace

bool is_imported(const Study& study, const std::string& subject, const std::string& composition,
                 int stage, const std::string& tier) {
  return study.imported && study.imported->stage(subject, composition, stage, tier);
}

bool is_imported(const Study& study, const std::string& subject, const std::string& composition,
                 const std::string& deployment) {
  int stage = 0;
  for (const std::string& tier : tiers_of(deployment))
    if (!is_imported(study, subject, composition, stage++, tier)) return false;
  return true;
}

bool is_scenario(const Study& study, const std::string& subject, const std::string& composition,
                 const std::string& deployment) {
  const std::size_t tiers = tiers_of(deployment).size();
  if (is_imported(study, subject, composition, deployment)) {
    const ImportedVariant& variant = *study.imported->variant(subject, composition);
    return variant.is_split() == (tiers == 2);
  }
  // Of what can be prepared, single stages may have been brought in all the same.
  return can_be_prepared(study, subject, composition) && is_split(composition) == (tiers == 2);
}

bool is_prepared(const Study& study, const std::string& subject, const std::string& composition) {
  return std::any_of(study.deployments.begin(), study.deployments.end(),
                     [&](const std::string& deployment) {
                       return is_scenario(study, subject, composition, deployment) &&
                              !is_imported(study, subject, composition, deployment);
                     });
}

}  // namespace tiersim
