#include "scenarios/study/pairs.h"

#include <algorithm>

#include "models/catalog/catalog.h"
#include "models/catalog/composition.h"
#include "sim/base/error.h"

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
                     const std::string& operator_name) {
  const std::vector<std::string> known = names_of(known_subjects());
  return is_composition(operator_name) &&
         (study.models.count(subject) > 0 ||
          std::find(known.begin(), known.end(), subject) != known.end());
}

}  // namespace

bool is_imported(const Study& study, const std::string& subject, const std::string& operator_name,
                 int stage, const std::string& tier) {
  return study.imported && study.imported->stage(subject, operator_name, stage, tier);
}

bool is_imported(const Study& study, const std::string& subject, const std::string& operator_name,
                 const std::string& deployment) {
  int stage = 0;
  for (const std::string& tier : tiers_of(deployment))
    if (!is_imported(study, subject, operator_name, stage++, tier)) return false;
  return true;
}

bool is_scenario(const Study& study, const std::string& subject, const std::string& operator_name,
                 const std::string& deployment) {
  const std::size_t tiers = tiers_of(deployment).size();
  if (is_imported(study, subject, operator_name, deployment)) {
    const ImportedVariant& variant = *study.imported->variant(subject, operator_name);
    return variant.is_split() == (tiers == 2);
  }
  // Of what can be prepared, single stages may have been brought in all the same.
  return can_be_prepared(study, subject, operator_name) && is_split(operator_name) == (tiers == 2);
}

bool is_prepared(const Study& study, const std::string& subject, const std::string& operator_name) {
  return std::any_of(study.deployments.begin(), study.deployments.end(),
                     [&](const std::string& deployment) {
                       return is_scenario(study, subject, operator_name, deployment) &&
                              !is_imported(study, subject, operator_name, deployment);
                     });
}

}  // namespace tiersim
